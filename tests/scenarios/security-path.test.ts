// The security path through the whole pipeline: guessing that works is watched, then major, and waits for a person.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';
import { defender, logon } from './windows-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-security-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Line {
  readonly atMs: number;
  readonly text: string;
}

interface Found {
  readonly category: string;
  readonly priority: number;
  readonly resolvedAt: string | null;
  readonly major: { readonly declaredAt: string; readonly reasons: readonly string[] } | null;
}

interface Told {
  readonly incidents: Found[];
  readonly outcomes: string[];
  readonly tickets: string;
}

const cmdb = { version: 1, cis: [{ id: 'dc-01', class: 'server', name: 'dc-01.example.net' }] };

async function replay(name: string, lines: readonly Line[], language: 'en' | 'fr' = 'en'): Promise<Told> {
  const recording = join(folder, `${name}.ndjson`);
  const mark = { t_ms: 0, source: 'mark', started_at: '2026-11-23T19:16:12.000Z' };
  const heard = lines.map(({ atMs, text }) => ({ t_ms: atMs, source: 'syslog', transport: 'udp', text }));
  writeFileSync(recording, [mark, ...heard].map((line) => JSON.stringify(line)).join('\n'));
  writeFileSync(join(folder, 'cmdb.json'), JSON.stringify(cmdb));
  const out = join(folder, name);
  await runReplay({
    ...{ recording, out, startMs: null, tailMs: 30 * 60_000, tenant: 'default', policy: Policy.parse({}) },
    ...{ cmdb: readCmdb(join(folder, 'cmdb.json')), sinks: [{ name: 'desk', language }] },
  });
  const text = (file: string): string => readFileSync(join(out, file), 'utf8');
  const decisions = text('decisions.ndjson')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { outcome: string });
  const outcomes = decisions.map(({ outcome }) => outcome);
  return { incidents: JSON.parse(text('incidents.json')) as Found[], outcomes, tickets: text('tickets.ndjson') };
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
    const { incidents, tickets } = await replay('stays', lines, 'fr');
    expect(incidents[0]).toMatchObject({ category: 'security', major: { reasons: ['security'] } });
    expect(tickets).toContain('Logiciel malveillant détecté (Virus:DOS/EICAR_Test_File');
  });
});
