// What the linter holds of the house style: purity and time by room, sizes, names, no floating promises.
import tseslint from 'typescript-eslint';
import { fileName, tellingName } from './tests/house/naming-rules.ts';

const timeAndChance = [
  [
    'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    'Time comes from domain/ports/clock.ts or from record.receivedAt.',
  ],
  [
    'NewExpression[callee.name="Date"][arguments.length=0]',
    'Time comes from domain/ports/clock.ts or from record.receivedAt.',
  ],
  ['CallExpression[callee.name="Date"]', 'Time comes from domain/ports/clock.ts or from record.receivedAt.'],
  ['MemberExpression[object.name="performance"]', 'Time comes from domain/ports/clock.ts.'],
  [
    'MemberExpression[object.name="process"][property.name=/^(hrtime|uptime)$/]',
    'Time comes from domain/ports/clock.ts.',
  ],
  ['MemberExpression[object.name="AbortSignal"][property.name="timeout"]', 'Time comes from domain/ports/clock.ts.'],
  [
    'MemberExpression[object.name="Math"][property.name="random"]',
    'Chance does not replay: derive ids from content (domain/identity.ts).',
  ],
  [
    'MemberExpression[property.name=/^random(UUID|Bytes|Int)$/]',
    'Chance does not replay: derive ids from content (domain/identity.ts).',
  ],
  ['MemberExpression[object.name="process"][property.name="env"]', 'The environment is read by runtime/config alone.'],
  ['Identifier[name="Intl"]', 'domain/zoned-time.ts alone knows zones and locales.'],
  [
    'MemberExpression[property.name=/^(toLocale|localeCompare)/]',
    'Locale methods differ by machine; compare code units, word per language.',
  ],
  [
    'MemberExpression[property.name=/^[gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset)$/]',
    'Local time differs by machine: use domain/zoned-time.ts.',
  ],
].map(([selector, message]) => ({ selector, message }));

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'].map(
  (name) => ({ name, message: 'Timers live in runtime/: wait with domain/ports/clock.ts, or let a tick record come.' }),
);

const impureModules = ['timers', 'timers/promises', 'perf_hooks', 'process', 'worker_threads', 'child_process'].map(
  (name) => ({ name: `node:${name}`, message: 'Belongs to runtime/.' }),
);
const chanceFromCrypto = {
  name: 'node:crypto',
  importNames: ['randomUUID', 'randomBytes', 'randomInt', 'webcrypto'],
  message: 'Chance does not replay: derive ids from content (domain/identity.ts).',
};
const outsideModules = [
  'fs',
  'fs/promises',
  'net',
  'dgram',
  'http',
  'https',
  'http2',
  'tls',
  'dns',
  'dns/promises',
  'os',
  'sqlite',
].map((name) => ({
  name: `node:${name}`,
  message: 'A pure room touches nothing outside: its shell or runtime/ does.',
}));

const promises = [
  [':function[async=true]', 'A pure decision is synchronous: its shell waits.'],
  ['AwaitExpression', 'A pure decision is synchronous: its shell waits.'],
  ['ForOfStatement[await=true]', 'A pure decision is synchronous: its shell waits.'],
  ['Identifier[name="Promise"]', 'A pure decision is synchronous: its shell waits.'],
].map(([selector, message]) => ({ selector, message }));

/** Rooms that decide: no promise, no outside. */
const pureFiles = [
  'domain/*.ts',
  'correlate/**/*.ts',
  'ticketing/{planning,life,notifying,problems,templates,text,wording,compose}/**/*.ts',
  'console/{projection,score}/**/*.ts',
];
const rooms = ['domain/**', 'ingest/**', 'correlate/**', 'ticketing/**', 'console/**'];

const houseRules = {
  'house/file-name': 'error',
  'house/telling-name': 'error',
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
  'max-lines-per-function': ['error', { max: 60, skipComments: true }],
  'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
  // The style says three, then one object; the log's and state's ports name a place in four.
  '@typescript-eslint/max-params': ['error', { max: 4 }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/no-confusing-void-expression': 'off',
  // Records and rows cross boundaries as Json: a check that the type says is needless is often the guard we want.
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/unified-signatures': 'off',
  eqeqeq: ['error', 'always'],
  'no-console': 'error',
};

// A rule named twice for one file keeps only its last options, so each layer repeats what the one before it bans.
export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '**/dist/',
      'coverage/',
      'tests/fixtures/',
      'tests/house/snippets/',
      '.tmp/',
      'vigie-data/',
      'data/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { 'file-name': fileName, 'telling-name': tellingName } } },
    rules: houseRules,
  },
  {
    files: rooms.map((room) => `${room}/*.{ts,tsx}`),
    ignores: ['domain/zoned-time.ts', 'console/web/**'],
    rules: {
      'no-restricted-syntax': ['error', ...timeAndChance],
      'no-restricted-globals': ['error', ...timers],
      'no-restricted-imports': ['error', { paths: [...impureModules, chanceFromCrypto] }],
    },
  },
  {
    files: pureFiles,
    ignores: ['**/*.test.ts', 'domain/zoned-time.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...timeAndChance, ...promises],
      'no-restricted-imports': ['error', { paths: [...impureModules, ...outsideModules, chanceFromCrypto] }],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'tests/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.config.ts', '**/vite.config.ts', 'eslint.config.js', '**/*.d.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  { files: ['console/web/**'], rules: { 'house/file-name': 'error' } },
);
