// The security path through the whole pipeline: guessing that works is watched, then major, and waits for a person.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../domain/decision.ts';
import { allFlags } from '../../domain/flags.ts';
import { Policy } from '../../domain/policy.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';
import { explainDecision } from '../../ticketing/wording/explain-decision.ts';
import { defender, ietf, logon } from './windows-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-security-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Line {
  readonly atMs: number;
  readonly text: string;
}

interface Found {
  readonly title: string;
  readonly category: string;
  readonly alerts: readonly { readonly name: string; readonly host: string; readonly labels: Record<string, string> }[];
  readonly priority: number;
  readonly resolvedAt: string | null;
  readonly major: { readonly declaredAt: string; readonly reasons: readonly string[] } | null;
}

interface Told {
  readonly incidents: Found[];
  readonly decisions: Decision[];
  readonly outcomes: string[];
  readonly tickets: string;
}

const servers = Array.from({ length: 12 }, (_, n) => `srv-${String(n).padStart(2, '0')}`);
const cmdb = {
  version: 1,
  cis: ['dc-01', ...servers].map((id) => ({ id, class: 'server', name: `${id}.example.net` })),
  relations: [{ from: 'srv-04', to: 'srv-03', type: 'depends_on' }],
};

interface Manner {
  readonly language?: 'en' | 'fr';
  readonly policy?: object;
}

async function replay(
  name: string,
  lines: readonly Line[],
  { language = 'en', policy = {} }: Manner = {},
): Promise<Told> {
  const recording = join(folder, `${name}.ndjson`);
  const mark = { t_ms: 0, source: 'mark', started_at: '2026-11-23T19:16:12.000Z' };
  const heard = lines.map(({ atMs, text }) => ({ t_ms: atMs, source: 'syslog', transport: 'udp', text }));
  writeFileSync(recording, [mark, ...heard].map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(join(folder, 'cmdb.json'), JSON.stringify(cmdb));
  const out = join(folder, name);
  await runReplay({
    ...{ recording, out, startMs: null, tailMs: 30 * 60_000, tenant: 'default' },
    policy: Policy.parse({ flags: [...allFlags], ...policy }),
    ...{ cmdb: readCmdb(join(folder, 'cmdb.json')), sinks: [{ name: 'desk', language }] },
  });
  const text = (file: string): string => readFileSync(join(out, file), 'utf8');
  const decisions = text('decisions.ndjson')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Decision);
  const outcomes = decisions.map(({ outcome }) => outcome);
  return {
    decisions,
    incidents: JSON.parse(text('incidents.json')) as Found[],
    outcomes,
    tickets: text('tickets.ndjson'),
  };
}

const guesses = Array.from({ length: 10 }, (_, at) => ({
  atMs: 1000 + at * 1000,
  text: logon({ id: 4625, account: 'alice', address: '198.51.100.7' }),
}));
const success = { atMs: 12_000, text: logon({ id: 4624, account: 'alice', address: '198.51.100.7' }) };

describe('a password guessed on a domain controller', () => {
  it('is watched for two minutes, then major; silence does not end it', async () => {
    const { incidents, outcomes } = await replay('guessed', [...guesses, success]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ category: 'security', resolvedAt: null, major: { reasons: ['security'] } });
    expect(outcomes.filter((outcome) => ['watch', 'major'].includes(outcome))).toEqual(['watch', 'major']);
    const heldMs = Date.parse(incidents[0]?.major?.declaredAt ?? '') - Date.parse('2026-11-23T19:16:24Z');
    expect(heldMs).toBeGreaterThanOrEqual(120_000);
  });

  it('is nothing while nobody gets in', async () => {
    expect((await replay('failed', guesses)).incidents).toEqual([]);
  });
});

describe('malware', () => {
  it('removed within its hold is no ticket', async () => {
    const lines = [
      { atMs: 1000, text: defender(1116) },
      { atMs: 4000, text: defender(1117, { Action_ID: '2' }) },
    ];
    expect((await replay('removed', lines)).incidents).toEqual([]);
  });

  it('that stays is a major, named in the language of the ticket', async () => {
    const lines = [
      { atMs: 1000, text: defender(1116) },
      { atMs: 4000, text: defender(1118) },
    ];
    const { incidents, tickets } = await replay('stays', lines, { language: 'fr' });
    expect(incidents[0]).toMatchObject({ category: 'security', major: { reasons: ['security'] } });
    expect(tickets).toContain('Logiciel malveillant détecté (Virus:DOS/EICAR_Test_File');
  });
});

describe('guesses spread over many hosts', () => {
  const attacker = '203.0.113.9';
  const on = (host: string, line: string): string => line.replace(' dc-01 ', ` ${host} `);
  /** One try on each server in turn, for seven minutes: no host sees ten in ten. */
  const tries = Array.from({ length: 40 }, (_, n) => ({
    atMs: 1000 + n * 10_000,
    text: on(servers[n % servers.length] ?? '', logon({ id: 4625, account: `u${String(n % 7)}`, address: attacker })),
  }));
  const entry = { atMs: 200_000, text: on('srv-03', logon({ id: 4624, account: 'svc-backup', address: attacker })) };
  const died = (host: string, atMs: number): Line => ({
    atMs,
    text: on(host, ietf('Service_Control_Manager', 7034, {}, 'The Spooler service terminated unexpectedly.')),
  });
  const faults = [died('srv-02', 90_000), died('srv-03', 205_000), died('srv-04', 230_000)];
  const inOrder = (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => a.atMs - b.atMs);
  const attack = inOrder([...tries, entry, ...faults]);

  it('are one incident about the address; the logon that works is a major of its host, as P2', async () => {
    const { incidents } = await replay('spread', attack);
    const security = incidents.filter(({ category }) => category === 'security');
    expect(security.map(({ title }) => title).sort()).toEqual([
      'P2 major – srv-03.example.net: Password guessed (svc-backup, 203.0.113.9)',
      'P4 – 203.0.113.9: One address tries many hosts',
    ]);
    expect(security.map(({ major }) => major?.reasons ?? null)).toContainEqual(['security']);
  });

  /** Alerts of both sorts in one incident. */
  const isMixed = ({ alerts }: Found): boolean =>
    new Set(alerts.map(({ name }) => /logged on|One address/.test(name))).size > 1;

  it('hold no trouble of the hosts that were tried, nor of those beside them', async () => {
    const { incidents } = await replay('apart', attack);
    expect(incidents.filter(isMixed)).toEqual([]);
    const others = incidents.filter(({ category }) => category !== 'security');
    expect(others.flatMap(({ alerts }) => alerts.map(({ host }) => host)).sort()).toEqual([
      'srv-02',
      'srv-03',
      'srv-04',
    ]);
  });

  it('held some where a log was written before they were kept apart', async () => {
    const { incidents } = await replay('together', attack, { policy: { flags: allFlags.filter((flag) => flag < 5) } });
    expect(incidents.filter(isMixed)).not.toEqual([]);
  });

  it('say by what count they are told, and what would have changed it, in both languages', async () => {
    const { decisions, tickets } = await replay('why', attack, { language: 'fr' });
    const opened = decisions.find(({ reason, evidence }) => reason === 'alert-opened' && 'counted' in evidence);
    if (opened === undefined) throw new Error('nothing was counted');
    const [en, fr] = [explainDecision(opened, 'en'), explainDecision(opened, 'fr')];
    expect(en.because).toContain('It counted 10 hosts for 203.0.113.9 over all hosts within 10 min');
    expect(en.because).toContain('srv-00, srv-01');
    expect(en.unless).toContain('Below 10 it would not have been told.');
    expect(fr.because).toMatch(/Elle a compté 10\smachines pour 203.0.113.9 sur toutes les machines en 10\smin/u);
    expect(fr.unless).toContain('Au-dessous de 10');
    expect(tickets).toContain('Une adresse essaie de nombreuses machines');
  });

  it.each([
    ['an address', 'alert.labels.address == "203.0.113.9"'],
    ['the address of a scanner, by its network', 'alert.labels.address.startsWith("203.0.113.")'],
  ])('are silenced by a rule of the site: %s', async (what, when) => {
    const rules = [{ id: 'scanner', when, suppress: 'weekly scan' }];
    const { incidents, outcomes } = await replay(`silenced ${what}`, attack, { policy: { rules } });
    expect(incidents.filter(({ category }) => category === 'security')).toEqual([]);
    expect(outcomes).toContain('suppressed');
  });

  it('are one incident with the logon that works where a rule says so', async () => {
    const rules = [{ id: 'by-attacker', when: 'alert.category == "security"', group: 'alert.labels.address' }];
    const { incidents } = await replay('grouped', attack, { policy: { rules } });
    const security = incidents.filter(({ category }) => category === 'security');
    expect(security).toHaveLength(1);
    expect(security[0]?.alerts).toHaveLength(2);
  });

  it('give the same bytes when they are replayed again', async () => {
    const [one, two] = [await replay('once', attack), await replay('twice', attack)];
    expect(two).toEqual(one);
  });
});
