// Names, dates and the order of arrival must not decide: the storm renamed, moved by months and shuffled groups as before.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { base32Id } from '../../domain/identity.ts';
import { Policy } from '../../domain/policy.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';
import { seededChance } from '../faults/seeded-chance.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const folder = mkdtempSync(join(tmpdir(), 'vigie-permuted-'));
const cmdb = readFileSync(join(storm, 'cmdb.json'), 'utf8');
const recording = readFileSync(join(storm, 'storm-15min.ndjson'), 'utf8').trimEnd().split('\n');
const names = (JSON.parse(cmdb) as { cis: { id: string }[] }).cis.map(({ id }) => id);
const anyName = new RegExp(`\\b(${[...names].sort((a, b) => b.length - a.length).join('|')})\\b`, 'g');

interface Grouped {
  /** Situation of the first episode of each alert, by host and name; names as they were. */
  readonly situations: ReadonlyMap<string, string>;
  /** First cause of the incident with the most alerts. */
  readonly root: string;
}

const asBefore = (text: string): string => text;
const renamed = (text: string): string => text.replace(anyName, (name) => newName(name));
/** A Monday in November to one in February: same hours, another year. */
const later = (text: string): string =>
  text
    .replaceAll('2026-11-23', '2027-02-22')
    .replaceAll('2026.11.23', '2027.02.22')
    .replaceAll('Nov 23', 'Feb 22')
    .replaceAll('23/Nov/2026', '22/Feb/2027');

/** As long as it was: lines are counted where TCP frames them so. */
function newName(name: string): string {
  return `x${base32Id(name.length - 1, 'permutation', name).toLowerCase()}`;
}

/** Every delivery late by up to 30 s, each by its own; only what one connection carries stays in order. */
function shuffled(seed: number): string[] {
  const chance = seededChance(seed);
  const [first = '', ...others] = recording;
  const late = others.map((line, n) => {
    const parsed = JSON.parse(line) as { t_ms: number; conn?: unknown; event?: string };
    const delayMs = parsed.conn === undefined ? Math.floor(chance() * 30_000) : 0;
    return { n, t_ms: parsed.t_ms + delayMs, line: JSON.stringify({ ...parsed, t_ms: parsed.t_ms + delayMs }) };
  });
  return [first, ...late.sort((a, b) => a.t_ms - b.t_ms || a.n - b.n).map(({ line }) => line)];
}

async function grouped(name: string, lines: readonly string[], change: (text: string) => string): Promise<Grouped> {
  const path = (file: string): string => join(folder, `${name}-${file}`);
  writeFileSync(path('storm.ndjson'), change(`${lines.join('\n')}\n`));
  writeFileSync(path('cmdb.json'), change(cmdb));
  const out = path('out');
  await runReplay({
    ...{ recording: path('storm.ndjson'), startMs: null, tailMs: 30 * 60_000, out, tenant: 'default' },
    ...{ policy: Policy.parse({}), cmdb: readCmdb(path('cmdb.json')), sinks: [{ name: 'desk', language: 'en' }] },
  });
  return read(out, change === asBefore ? new Map() : new Map(names.map((old) => [newName(old), old])));
}

interface AlertEntry {
  readonly name: string;
  readonly host: string;
  readonly situation: string | null;
}

function read(out: string, oldNames: ReadonlyMap<string, string>): Grouped {
  const parse = (file: string): unknown => JSON.parse(readFileSync(join(out, file), 'utf8'));
  const former = (text: string): string => text.replace(/\bx[a-z2-7]{4,9}\b/g, (name) => oldNames.get(name) ?? name);
  const merged = new Map(
    (parse('situations.json') as { id: string; mergedInto: string | null }[]).map(({ id, mergedInto }) => [
      id,
      mergedInto,
    ]),
  );
  const situations = new Map<string, string>();
  for (const alert of parse('alerts.json') as AlertEntry[]) {
    if (alert.situation === null) continue;
    let last = alert.situation;
    for (let next = merged.get(last); typeof next === 'string'; next = merged.get(last)) last = next;
    const key = former(`${alert.host}|${alert.name}`);
    if (!situations.has(key)) situations.set(key, last);
  }
  const incidents = parse('incidents.json') as { alerts: unknown[]; rootCandidates: { ci: string }[] }[];
  const [largest] = [...incidents].sort((a, b) => b.alerts.length - a.alerts.length);
  return { situations, root: former(largest?.rootCandidates[0]?.ci ?? '') };
}

/** Pairs together in both, of the pairs together in either. */
function pairwiseF1(one: Grouped, other: Grouped): number {
  const keys = [...one.situations.keys()].filter((key) => other.situations.has(key));
  const together = { both: 0, one: 0, other: 0 };
  keys.forEach((a, n) => {
    for (const b of keys.slice(n + 1)) {
      const inOne = one.situations.get(a) === one.situations.get(b);
      const inOther = other.situations.get(a) === other.situations.get(b);
      together.both += Number(inOne && inOther);
      together.one += Number(inOne);
      together.other += Number(inOther);
    }
  });
  return (2 * together.both) / (together.one + together.other);
}

let plain: Grouped;
beforeAll(async () => {
  plain = await grouped('plain', recording, asBefore);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the storm, permuted', () => {
  test('there is something to compare', () => {
    expect(plain.situations.size).toBeGreaterThan(40);
    expect(plain.root).toBe('sw-core-02');
  });

  test('every CI renamed, all of it months later: the very same groups and cause', async () => {
    const moved = await grouped('moved', recording, (text) => later(renamed(text)));
    // A name without digits is no variable of a line any more: one or two lines are then another alert.
    const known = [...plain.situations.keys()].filter((key) => moved.situations.has(key));
    expect(known.length).toBeGreaterThanOrEqual(plain.situations.size * 0.98);
    expect([pairwiseF1(plain, moved), moved.root]).toEqual([1, 'sw-core-02']);
  });

  test.each([1, 2, 3])('arrival shuffled within 30 s (seed %i): F1 ≥ .99, the same cause', async (seed) => {
    const other = await grouped(`shuffled-${String(seed)}`, shuffled(seed), asBefore);
    expect(pairwiseF1(plain, other)).toBeGreaterThanOrEqual(0.99);
    expect(other.root).toBe('sw-core-02');
  });
});
