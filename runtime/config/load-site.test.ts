import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { loadSite } from './load-site.ts';
import type { Site } from './load-site.ts';

const sample = new URL('../../deploy/vigie.sample.yaml', import.meta.url).pathname;

function siteOf(text: string, env: Record<string, string> = {}, files: Record<string, string> = {}): Site {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-site-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  writeFileSync(join(folder, 'vigie.yaml'), text);
  return loadSite({ file: join(folder, 'vigie.yaml'), env });
}

test('without a file: the default doors, the desk, the default policy', () => {
  const site = loadSite({ env: {} });
  expect(site.httpSources.map(({ profile, token }) => [profile.name, profile.type, token])).toEqual([
    ['prometheus', 'prometheus', null],
    ['alertmanager', 'alertmanager', null],
    ['zabbix', 'zabbix', null],
    ['generic', 'generic', null],
  ]);
  expect(site.syslogSources[0]?.settings).toMatchObject({
    udp: { host: '127.0.0.1', port: 5514 },
    tcp: { port: 5514 },
  });
  expect([...site.sinks.keys()]).toEqual(['desk']);
  expect(site.policy).toEqual({
    ...defaultPolicy,
    flags: [...allFlags],
    impact: { ...defaultPolicy.impact, crowd: { users: 5, withinMs: 900_000 } },
  });
  expect(site.config.console).toEqual({ host: '127.0.0.1', port: 8470 });
});

test('the sample in deploy/ is accepted', () => {
  const site = loadSite({ file: sample, env: {} });
  expect(site.timezone).toBe('Europe/Paris');
  expect(site.httpSources).toHaveLength(4);
});

test('French speaks Paris time unless told otherwise', () => {
  expect(siteOf('language: fr').policy).toMatchObject({ language: 'fr', timezone: 'Europe/Paris' });
  expect(siteOf('language: fr\ntimezone: Indian/Reunion').timezone).toBe('Indian/Reunion');
});

test('vigie.yaml stands above the rules folder, which stands above the defaults', () => {
  const rules = {
    'rules/policy.yaml': 'hold: { highMs: 5 }\nmajor: { declareMs: 1, downgradeMs: 2 }\nimpact: { manyUsers: 9 }',
  };
  const { policy } = siteOf('rules: rules\nmajor: { declareMs: 7 }\npriorities: { users: 1580 }', {}, rules);
  expect(policy.hold).toEqual({ ...defaultPolicy.hold, highMs: 5 });
  expect(policy.major).toEqual({ ...defaultPolicy.major, declareMs: 7, downgradeMs: 2 });
  expect(policy.impact.manyUsers).toBe(9);
  expect(policy.users).toBe(1580);
});

test('tokens come from the environment, and are known to be secret', () => {
  const site = siteOf('sources:\n  zbx: { type: zabbix, token: "${env:T}" }', { T: 'canary' });
  expect(site.httpSources[0]?.token).toBe('canary');
  expect(site.secrets.map((secret) => secret.reveal())).toEqual(['canary']);
  expect(site.syslogSources).toEqual([]);
});

const glpi = (more: string): string =>
  `ticketing:\n  sinks:\n    glpi: { type: glpi, url: 'https://glpi.example.net/apirest.php', ${more} }`;

test('a sink has its own schema, its secrets by reference', () => {
  const site = siteOf(glpi('appToken: "${env:A}", userToken: "${env:U}"'), { A: 'canary-a', U: 'canary-u' });
  expect(site.sinks.get('glpi')).toMatchObject({ type: 'glpi', appToken: 'canary-a', userToken: 'canary-u' });
  expect(site.secrets.map((secret) => secret.reveal())).toEqual(['canary-a', 'canary-u']);
});

const glpiV2 = (more: string): string =>
  `ticketing:\n  sinks:\n    glpi: { type: glpi, api: v2, url: 'https://glpi.example.net/api.php/v2.2', ${more} }`;

test('a system with two APIs has a schema for each', () => {
  const who = 'clientId: c, clientSecret: "${env:C}", username: vigie, password: "${env:P}"';
  const site = siteOf(glpiV2(who), { C: 'canary-c', P: 'canary-p' });
  expect(site.sinks.get('glpi')).toMatchObject({ api: 'v2', clientSecret: 'canary-c', password: 'canary-p' });
  expect(site.secrets.map((secret) => secret.reveal())).toEqual(['canary-c', 'canary-p']);
});

test('a run that calls nobody needs no secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-site-'));
  const file = join(folder, 'vigie.yaml');
  writeFileSync(file, glpi('appToken: "${env:A}", userToken: "${env:U}"'));
  expect(loadSite({ file, env: {}, withoutSecrets: true }).secrets).toEqual([]);
});

const hash = 'scrypt:16384:c2FsdA:aGFzaA';
const open = 'console:\n  host: 0.0.0.0\n';
describe('refused, naming line and path', () => {
  test.each([
    [
      'config-invalid',
      'sources:\n  a: { type: zabbix, tokne: x }',
      /:2: sources\.a\.tokne: unknown key; did you mean token\?$/,
    ],
    ['config-invalid', 'sources:\n  a: { type: zabix }', /:2: sources\.a\.type: /],
    ['config-invalid', 'ticketing:\n  sink: {}', /:2: ticketing\.sink: unknown key; did you mean sinks\?$/],
    [
      'config-invalid',
      'sources:\n  a:\n    type: zabbix\n    token: plain',
      /:4: sources\.a\.token: a secret is written as/,
    ],
    [
      'secret-missing',
      'sources:\n  a: { type: zabbix, token: "${env:NOPE}" }',
      /:2: sources\.a\.token: environment variable NOPE is empty or missing/,
    ],
    ['config-invalid', 'timezone: Europe/Pariss', /:1: timezone: not an IANA time zone$/],
    ['config-invalid', "log: 'kafka:b1:9092'", /:1: log: sqlite: \(files in the data folder\), or a section kafka:$/],
    [
      'config-invalid',
      'sources:\n  s: { type: syslog, udp: "0.0.0.0:514" }',
      /:2: sources\.s\.allow: udp listens beyond loopback/,
    ],
    [
      'config-invalid',
      'sources:\n  a:\n    type: generic\n    effects: [{ name: "(", effect: down }]',
      /effects\.0\.name: not an RE2 pattern/,
    ],
    ['door-without-token', `${open}sources:\n  zbx: { type: zabbix }`, /:4: sources\.zbx\.token: needed/],
    ['door-without-token', open, /sources\.prometheus\.token: needed/],
    ['console-without-login', `${open}sources: {}`, /console\.login: needed/],
    [
      'config-invalid',
      glpi('appToken: plain, userToken: "${env:U}"'),
      /:3: ticketing\.sinks\.glpi\.appToken: a secret is written as/,
    ],
    [
      'config-invalid',
      glpiV2('clientId: c, clientSecret: "${env:C}", username: v, password: plain'),
      /:3: ticketing\.sinks\.glpi\.password: a secret is written as/,
    ],
    ['config-invalid', glpiV2('clientid: x'), /sinks\.glpi\.clientid: unknown key; did you mean clientId\?/],
    ['config-invalid', glpi('api: v3'), /:3: ticketing\.sinks\.glpi\.api: /],
    ['config-invalid', glpi('apptoken: x'), /sinks\.glpi\.apptoken: unknown key; did you mean appToken\?/],
    ['config-invalid', 'ticketing:\n  sinks:\n    a: { type: jira }', /:3: ticketing\.sinks\.a\.type: /],
    ['rules-missing', 'rules: nowhere', /nowhere: no such folder$/],
  ])('%s: %j', (code, text, message) => {
    expect(() => siteOf(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
    );
  });

  test('strange files and unknown keys in the rules folder', () => {
    expect(() => siteOf('rules: r', {}, { 'r/hold.yaml': '' })).toThrow(
      expect.objectContaining({ code: 'rules-unknown-file' }),
    );
    expect(() => siteOf('rules: r', {}, { 'r/policy.yaml': 'holds: {}' })).toThrow(
      /policy\.yaml:1: holds: unknown key; did you mean hold\?/,
    );
  });
});

const shared = `log:
  kafka:
    brokers: [b1:9092]
    tls: { ca: ca.pem }
    sasl: { mechanism: plain, username: vigie, password: "\${env:K}" }
state:
  redis: { url: 'redis://r1:6379', password: "\${env:R}" }
`;
test('a log and a state that processes share: secrets resolved, paths from the file', () => {
  const { kafka, redis, secrets } = siteOf(shared, { K: 'canary-k', R: 'canary-r' });
  expect(kafka).toMatchObject({
    ...{ brokers: ['b1:9092'], prefix: 'vigie', partitions: { events: 6, alerts: 6 } },
    sasl: { mechanism: 'plain', username: 'vigie', password: 'canary-k' },
  });
  expect(kafka?.tls?.ca).toMatch(/^\/.*\/ca\.pem$/);
  expect(redis).toEqual({ url: 'redis://r1:6379', password: 'canary-r', prefix: 'vigie' });
  expect(secrets.map((secret) => secret.reveal()).sort()).toEqual(['canary-k', 'canary-r']);
  expect(siteOf('').kafka).toBeNull();
});

test.each([
  ['stores-apart', 'log:\n  kafka: { brokers: [b1:9092] }', /:1: log: kafka: needs state: redis:/],
  ['stores-apart', "state:\n  redis: { url: 'redis://r' }", /:1: state: redis: needs log: kafka:/],
  ['config-invalid', 'log:\n  kafka: { brokers: [b1] }', /:2: log\.kafka\.brokers\.0: a broker is host:port/],
  ['config-invalid', shared.replace('"${env:K}"', 'plain'), /:5: log\.kafka\.sasl\.password: a secret is written as/],
  ['secret-missing', shared, /K is empty or missing/],
])('%s: %j', (code, text, message) => {
  expect(() => siteOf(text)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) as string }),
  );
});

test('beyond loopback with tokens and login is allowed', () => {
  const text = `${open}  login: { users: { alice: '${hash}' } }\nsources:\n  zbx: { type: zabbix, token: "\${env:T}" }`;
  expect(siteOf(text, { T: 'canary' }).config.console.host).toBe('0.0.0.0');
});

describe('feeds', () => {
  const load = (text: string): ReturnType<typeof loadSite> => {
    const file = join(mkdtempSync(join(tmpdir(), 'vigie-feeds-')), 'vigie.yaml');
    writeFileSync(file, text);
    return loadSite({ file, env: { TOKEN: 't' } });
  };
  test('have paths from the folder of vigie.yaml, addresses as they are, and tokens', () => {
    const site = load(
      [
        'maintenance:',
        "  plan: { type: ical, from: 'https://example.net/a.ics', token: '${env:TOKEN}' }",
        '  list: { type: json, from: plan.json }',
        'changes:',
        '  shop: { type: git, repository: shop.git, cis: [shop] }',
      ].join('\n'),
    );
    expect(site.maintenance.get('plan')).toMatchObject({ from: 'https://example.net/a.ics', token: 't' });
    expect(site.maintenance.get('list')?.from).toMatch(/^\/.*\/plan\.json$/);
    expect(site.changes.get('shop')).toMatchObject({ type: 'git', refs: ['refs/tags/*'] });
  });
  test.each([
    ['maintenance: { plan: { type: ical, from: a.ics, token: plain } }', 'secret'],
    ['maintenance: { plan: { type: csv, from: a.csv } }', 'type'],
    ["changes: { shop: { type: git, repository: a, cis: [x], refs: ['--exec=x'] } }", 'refs'],
    ['changes: { shop: { type: git, repository: a, cis: [] } }', 'cis'],
  ])('are refused: %s', (text, word) => {
    expect(() => load(text)).toThrow(word);
  });
});
