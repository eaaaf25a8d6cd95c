// Which room may import which: data flows one way, so imports do too. Type imports count.
const room = (name) => `^${name}/`;
const notTest = '\\.test\\.tsx?$';

/** What each room may import besides itself, node and packages. Tests beside a file may also import tests/ and runtime/. */
const allowed = {
  domain: [],
  ingest: ['domain'],
  correlate: ['domain'],
  ticketing: ['domain'],
  console: ['domain', 'ingest', 'correlate', 'ticketing'],
};

const roomRules = Object.entries(allowed).flatMap(([name, may]) => {
  const walls = '^(domain|ingest|correlate|ticketing|console|runtime|tests|deploy|bin)/';
  const open = [name, ...may].map(room);
  return [
    {
      name: `${name}-imports`,
      comment: `${name}/ may import ${may.join(', ') || 'no other room'}.`,
      severity: 'error',
      from: { path: room(name), pathNot: notTest },
      to: { path: walls, pathNot: open },
    },
    {
      name: `${name}-tests-import`,
      comment: `Tests in ${name}/ may import tests/ and runtime/ besides what their file may.`,
      severity: 'error',
      from: { path: `${room(name)}.*${notTest}` },
      to: { path: walls, pathNot: [...open, '^tests/', '^runtime/'] },
    },
  ];
});

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'console-imports-pure-parts',
      comment: 'The console may import what the rooms decide, never what reaches outside: doors, sinks, delivery.',
      severity: 'error',
      from: { path: '^console/', pathNot: notTest },
      to: {
        path: '^(ingest/(http-door|take-body|inflate-body|door-access|syslog/(listener|tcp-connections|read-gatherer))|ticketing/(delivery|sinks)/)',
      },
    },
    {
      name: 'domain-is-vocabulary',
      comment: 'domain/ knows zod and node:crypto, nothing else.',
      severity: 'error',
      from: { path: '^domain/', pathNot: notTest },
      to: {
        dependencyTypesNot: ['local', 'type-only'],
        pathNot: ['^domain/', 'node_modules/zod/', '^(node:)?crypto$'],
      },
    },
    {
      name: 'web-is-its-own-world',
      comment: 'The pages run in a browser: of the rooms they may take the domain alone.',
      severity: 'error',
      from: { path: '^console/web/' },
      to: { path: '^(ingest|correlate|ticketing|runtime)/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-from-tests',
      comment: 'Only tests import tests.',
      severity: 'error',
      from: { path: '^(bin|runtime)/', pathNot: notTest },
      to: { path: '^tests/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies',
      comment: 'What users run may import only what users get.',
      severity: 'error',
      from: { path: '^(domain|ingest|correlate|ticketing|console|runtime)/', pathNot: [notTest, '^console/web/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'npm-optional'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures|snippets)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
