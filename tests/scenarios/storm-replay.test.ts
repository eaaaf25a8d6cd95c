// The recorded outage through the whole pipeline: one major incident with the right cause, early, and the same bytes twice.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Found } from '../../console/score/found.ts';
import { scoreReplay } from '../../console/score/score-replay.ts';
import { Truth } from '../../console/score/truth.ts';
import { Policy } from '../../domain/policy.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { runReplay } from '../../runtime/replay/run-replay.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const folder = mkdtempSync(join(tmpdir(), 'vigie-storm-'));
/** In the recording, Zabbix tells of the core switch itself 173 s after the start. */
const ownAlarmAt = '2026-11-23T19:17:04.000Z';

function replay(name: string): Promise<unknown> {
  return runReplay({
    recording: join(storm, 'storm-15min.ndjson'),
    startMs: null,
    tailMs: 30 * 60_000,
    out: join(folder, name),
    tenant: 'default',
    policy: Policy.parse({}),
    cmdb: readCmdb(join(storm, 'cmdb.json')),
    sinks: [{ name: 'desk', language: 'en' }],
  });
}

function text(name: string, file: string): string {
  return readFileSync(join(folder, name, file), 'utf8');
}

function lines(name: string, file: string): unknown[] {
  return text(name, file)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

beforeAll(() => replay('first'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the recorded storm', () => {
  it('gives the same bytes when it is replayed again', async () => {
    await replay('second');
    const files = readdirSync(join(folder, 'first'));
    expect(files).toHaveLength(6);
    for (const file of files) expect(text('second', file), file).toBe(text('first', file));
  });

  it('tells on the ticket that the cause warned 25 s before', () => {
    expect(text('first', 'tickets.ndjson')).toMatch(
      /Warned before[^"]*19:15:46 Module-3 reported minor temperature alarm/,
    );
  });

  it('groups, names the cause, sets priority and major as a person did by hand', () => {
    const found = Found.parse({
      alerts: JSON.parse(text('first', 'alerts.json')) as unknown,
      incidents: JSON.parse(text('first', 'incidents.json')) as unknown,
      tickets: lines('first', 'tickets.ndjson'),
    });
    const score = scoreReplay(found, Truth.parse(JSON.parse(readFileSync(join(storm, 'truth.json'), 'utf8'))));
    expect(score.grouping.f1).toBeGreaterThanOrEqual(0.95);
    expect(score).toMatchObject({ rootTop1: 1, priorityHits: 1, majorHits: 1, violations: [] });
  });

  it('names the core switch first before its own alarm comes, from symptoms and overheating', () => {
    const causes = (
      lines('first', 'decisions.ndjson') as { at: string; reason: string; evidence: { first?: string } }[]
    )
      .filter(({ reason }) => reason === 'root-ranked' || reason === 'root-unclear')
      .filter(({ evidence }) => evidence.first !== 'log-01');
    expect(causes.map(({ evidence }) => evidence.first)).toEqual(['sw-core-02']);
    expect((causes[0]?.at ?? 'never') < ownAlarmAt).toBe(true);
  });

  it('opens one ticket for the outage and one for the disk apart, and resolves both', () => {
    const operations = lines('first', 'tickets.ndjson') as { op: string; ticket: string }[];
    expect(operations.filter(({ op }) => op === 'open').map(({ ticket }) => ticket)).toEqual(['D-1', 'D-2']);
    expect(
      operations
        .filter(({ op }) => op === 'resolve')
        .map(({ ticket }) => ticket)
        .sort(),
    ).toEqual(['D-1', 'D-2']);
  });
});
