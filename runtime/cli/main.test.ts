import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runVigie } from './main.ts';
import type { Terminal } from './terminal.ts';

const root = new URL('../../', import.meta.url).pathname;
const storm = join(root, 'tests/fixtures/storm');

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const input = '';

async function vigie(...args: string[]): Promise<Ran> {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    env: {},
    isScreen: false,
    readInput: async () => input,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    stopped: new AbortController().signal,
  };
  const code = await runVigie(args, terminal);
  return { code, ...written };
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'vigie-cli-'));
function fileOf(name: string, text: string): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

describe('wrong use exits with 2 and says what', () => {
  test.each([
    [[], /Usage: vigie/],
    [['nope'], /unknown command 'nope'/],
    [['replay', '--recording', 'a'], /required option '--out <dir>'/],
    [['replay', '--recording', '/nowhere', '--cmdb', storm, '--out', 'x'], /--recording: \/nowhere: no such file/],
    [['check', '--colour'], /unknown option '--colour'/],
    [['check', '--config', '/nowhere.yaml'], /--config: \/nowhere\.yaml: no such file/],
  ])('%j', async (args, message) => {
    const { code, err } = await vigie(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test.each([
    ['--tail', '31', /--tail: "31" is no number from 0 to 30/],
    ['--tail', 'x', /--tail: "x" is no number/],
    ['--start', 'yesterday', /--start: "yesterday" is no RFC 3339 time/],
    ['--out', '/dev/null/out', /the folder \/dev\/null\/out cannot be made: \/dev\/null is no folder/],
  ])('%s %s', async (option, value, message) => {
    const given = ['--recording', join(storm, 'storm-15min.ndjson'), '--cmdb', join(storm, 'cmdb.json')];
    const { code, err } = await vigie('replay', ...given, '--out', folder(), option, value);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

test('--help and --version exit with 0', async () => {
  expect(await vigie('--help')).toMatchObject({ code: 0, out: expect.stringContaining('replay') as string });
  expect(await vigie('replay', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--tail') as string });
  expect((await vigie('--version')).out).toMatch(/^\d+\.\d+\.\d+/);
});

describe('check', () => {
  test('the sample and the storm’s CMDB are fine', async () => {
    const sample = join(root, 'deploy/vigie.sample.yaml');
    const { code, out } = await vigie('check', '--config', sample, '--cmdb', join(storm, 'cmdb.json'));
    expect({ code, out }).toEqual({ code: 0, out: 'all fine\n' });
    expect((await vigie('check')).out).toMatch(/^no file was named: give --config/);
  });

  test('every fault is a line with file, line and path; exit 1', async () => {
    const config = fileOf('vigie.yaml', 'tennant: a\nlanguage: de');
    const { code, out } = await vigie('check', '--config', config);
    expect(code).toBe(1);
    expect(out).toContain(`error: ${config}:1: tennant: unknown key; did you mean tenant?`);
    expect(out).toContain(`error: ${config}:2: language: `);
    expect(out).toMatch(/2 errors, 0 warnings\n$/);
  });

  test('what does not fit together in the CMDB is told with its line and a cure', async () => {
    const cmdb = fileOf(
      'cmdb.yaml',
      'version: 1\ncis:\n  - { id: a }\nrelations:\n  - { from: a, to: b, type: runs_on }',
    );
    const { code, out } = await vigie('check', '--cmdb', cmdb, '--json');
    const { ok, findings } = JSON.parse(out) as {
      ok: boolean;
      findings: { code: string; at: string; message: string }[];
    };
    expect({ code, ok }).toEqual({ code: 1, ok: false });
    expect(findings).toMatchObject([{ code: 'dangling-reference', at: `${cmdb}:5` }]);
    expect(findings[0]?.message).toContain('relations[0].to');
  });

  test('rules', async () => {
    const rules = folder();
    writeFileSync(join(rules, 'policy.yaml'), 'hold: { hihgMs: 5 }');
    const { code, out } = await vigie('check', '--rules', rules);
    expect(code).toBe(1);
    expect(out).toContain('policy.yaml:1: hold.hihgMs: unknown key; did you mean highMs?');
  });
});

describe('replay', () => {
  const given = ['--recording', join(storm, 'storm-15min.ndjson'), '--cmdb', join(storm, 'cmdb.json')];

  test(
    'the storm twice gives the same bytes, and one P1 major with the core switch first',
    { timeout: 60_000 },
    async () => {
      const outs = [folder(), folder()];
      for (const out of outs) expect((await vigie('replay', ...given, '--out', out)).code).toBe(0);
      const [first = '', second = ''] = outs;
      const files = readdirSync(first).sort();
      expect(files).toEqual([
        'alerts.json',
        'decisions.ndjson',
        'incidents.json',
        'situations.json',
        'summary.json',
        'tickets.ndjson',
      ]);
      for (const file of files)
        expect(readFileSync(join(second, file)).equals(readFileSync(join(first, file))), file).toBe(true);
      const incidents = JSON.parse(readFileSync(join(first, 'incidents.json'), 'utf8')) as {
        priority: number;
        major: unknown;
        resolvedAt: string | null;
        rootCandidates: { ci: string }[];
        tickets: unknown[];
        alerts: unknown[];
      }[];
      const majors = incidents.filter(({ major }) => major !== null);
      expect(majors).toHaveLength(1);
      expect(majors[0]).toMatchObject({ priority: 1, resolvedAt: expect.any(String) as string });
      expect(majors[0]?.rootCandidates[0]?.ci).toBe('sw-core-02');
      expect(majors[0]?.alerts.length).toBeGreaterThan(100);
      expect(incidents.flatMap(({ tickets }) => tickets).length).toBeLessThanOrEqual(4);
    },
  );

  test('--tail 0 stops at the last record: what waits for a timer stays open', { timeout: 60_000 }, async () => {
    const { out } = await vigie('replay', ...given, '--out', folder(), '--tail', '0', '--json');
    expect(JSON.parse(out)).toMatchObject({ majors: 1, events: 1542 });
  });

  test('a broken recording is an error naming the line; --json tells it as JSON', async () => {
    const recording = fileOf(
      'r.ndjson',
      '{"t_ms":0,"source":"mark","started_at":"2026-11-23T19:00:00Z"}\n{"t_ms":1,"source":"nagios"}\n',
    );
    const cmdb = join(storm, 'cmdb.json');
    const plain = await vigie('replay', '--recording', recording, '--cmdb', cmdb, '--out', folder());
    expect(plain.code).toBe(1);
    expect(plain.err).toMatch(/error: .*r\.ndjson:2: source: /);
    const json = await vigie('replay', '--recording', recording, '--cmdb', cmdb, '--out', folder(), '--json');
    expect(JSON.parse(json.err)).toMatchObject({ error: { code: 'recording-invalid', at: `${recording}:2` } });
  });

  test('without a CMDB file: none, the one of --config, or a refusal where that one lives elsewhere', async () => {
    const body = JSON.stringify({
      host: 'web-01',
      check: 'HTTP',
      state: 'problem',
      severity: 'critical',
      message: 'm',
    });
    const recording = fileOf(
      'r.ndjson',
      `{"t_ms":0,"source":"mark","started_at":"2026-11-23T19:00:00Z"}\n${JSON.stringify({ t_ms: 1, source: 'generic', request: { body } })}\n`,
    );
    const rootOf = async (...more: string[]): Promise<unknown> => {
      const out = folder();
      expect(await vigie('replay', '--recording', recording, '--out', out, ...more)).toMatchObject({ code: 0 });
      const [incident] = JSON.parse(readFileSync(join(out, 'incidents.json'), 'utf8')) as {
        rootCandidates: unknown[];
      }[];
      return incident?.rootCandidates[0];
    };
    expect(await rootOf()).toBeUndefined();
    const config = fileOf('vigie.yaml', `cmdb: ${join(storm, 'cmdb.json')}\n`);
    expect(await rootOf('--config', config)).toMatchObject({ ci: 'web-01' });
    const live = fileOf('vigie.yaml', 'cmdb: { type: itop, url: "https://itop.example.net", token: "${env:T}" }\n');
    const refused = await vigie('replay', '--recording', recording, '--out', folder(), '--config', live);
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/--cmdb: needed: .* itop/) as string });
  });

  test('an empty recording gives empty files', async () => {
    const out = folder();
    const recording = fileOf('r.ndjson', '');
    expect(
      (await vigie('replay', '--recording', recording, '--cmdb', join(storm, 'cmdb.json'), '--out', out)).code,
    ).toBe(0);
    expect(readFileSync(join(out, 'incidents.json'), 'utf8').trim()).toBe('[]');
  });
});

describe('learn', () => {
  test('writes what it learned, and says of how much; a policy may name the file', async () => {
    const recording = fileOf('days.ndjson', dipsAndRestarts());
    const cmdb = fileOf(
      'cmdb.json',
      JSON.stringify({
        version: 1,
        cis: ['main', 'room'].map((id) => ({ id, class: 'other', name: id })),
        relations: [{ from: 'room', to: 'main', type: 'powered_by' }],
      }),
    );
    const out = join(folder(), 'site.learned.json');
    const ran = await vigie('learn', '--recording', recording, '--cmdb', cmdb, '--out', out);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/^1 links from 80 alerts on 2 CIs, 2026-01-05T/);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      version: 1,
      links: [{ cause: 'VoltageDip', effect: 'Restarted', causes: 40, effects: 40 }],
    });
    const csv = join(folder(), 'links.csv');
    await vigie('learn', '--recording', recording, '--cmdb', cmdb, '--out', csv);
    expect(readFileSync(csv, 'utf8')).toBe('cause_type,effect_type\nVoltageDip,Restarted\n');
    const rules = folder();
    writeFileSync(join(rules, 'site.learned.json'), readFileSync(out));
    writeFileSync(join(rules, 'policy.yaml'), 'learned: site.learned.json');
    expect((await vigie('check', '--rules', rules)).code).toBe(0);
    writeFileSync(join(rules, 'site.learned.json'), '{"version": 2}');
    expect((await vigie('check', '--rules', rules)).out).toMatch(/site\.learned\.json/);
  });

  test('a recording that is none is refused with its line', async () => {
    const cmdb = fileOf('cmdb.json', '{"version":1}');
    const ran = await vigie('learn', '--recording', fileOf('x.ndjson', 'no'), '--cmdb', cmdb, '--out', '/dev/null');
    expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(/x\.ndjson:1/)]);
  });
});

/** Forty times in two days: the main dips, the room behind it restarts four seconds later. */
function dipsAndRestarts(): string {
  const startedAt = Date.UTC(2026, 0, 5);
  const lines: unknown[] = [{ t_ms: 0, source: 'mark', started_at: new Date(startedAt).toISOString() }];
  const tell = (tMs: number, host: string, check: string, state: string): void => {
    const at = new Date(startedAt + tMs).toISOString();
    const body = JSON.stringify({ host, check, state, severity: 'warning', message: check, at });
    const request = { method: 'POST', path: '/ingest/generic', headers: { 'content-type': 'application/json' }, body };
    lines.push({ t_ms: tMs, source: 'generic', transport: 'http', request });
  };
  for (let n = 1; n <= 40; n += 1) {
    const at = n * 4_000_000;
    tell(at, 'main', 'VoltageDip', 'problem');
    tell(at + 4_000, 'room', 'Restarted', 'problem');
    tell(at + 60_000, 'main', 'VoltageDip', 'ok');
    tell(at + 64_000, 'room', 'Restarted', 'ok');
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
