// A person's "this was the cause": it stands, it is remembered, it fades, and the memory is bounded.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../domain/command.ts';
import { Table } from '../../../domain/table.ts';
import { JudgingTable } from '../../../tests/scenarios/judging-table.ts';
import { plant } from '../../../tests/scenarios/plant.ts';
import type { CauseRow } from '../working-rows.ts';
import { namedBefore, rememberCause } from './cause-history.ts';

const down = (ci: string) => ({ ci, name: 'HostDown', severity: 'critical' as const });
const named = (incident: string, ci: string): Command => ({
  ...{ command: 'name-cause', incident, ci, kinds: ['reachability'] },
  ...{ by: 'Ada', reason: 'burnt module' },
});

function burning(): { judged: JudgingTable; alerts: string[] } {
  const judged = new JudgingTable(plant);
  const alerts = ['srv-1', 'srv-2'].map((ci) => judged.open(0, down(ci)));
  return { judged, alerts };
}

describe("a person's word", () => {
  it('puts its CI first, over all that comes, and says so once', () => {
    const { judged } = burning();
    const [before] = judged.incidents();
    expect(before?.rootCandidates[0]?.ci).not.toBe('core');
    judged.command(60, named(before?.id ?? '', 'core'));
    judged.restart();
    judged.open(90, down('srv-3'));
    const [after] = judged.incidents();
    expect(after).toMatchObject({ rootClear: true, causeBy: { ci: 'core', by: 'Ada' } });
    expect(after?.rootCandidates[0]).toMatchObject({ ci: 'core', score: 1 });
    const said = judged.decisions().filter(({ reason }) => reason === 'cause-by-person');
    expect(said.map(({ evidence }) => evidence)).toEqual([
      { by: 'Ada', why: 'burnt module', cause: 'core', ranked: before?.rootCandidates[0]?.ci },
    ]);
  });

  it('after the end is kept with the incident', () => {
    const { judged, alerts } = burning();
    for (const alert of alerts) judged.clear(30, alert);
    judged.until(600);
    const [before] = judged.incidents();
    expect(before?.state).toBe('resolved');
    judged.command(620, named(before?.id ?? '', 'core'));
    expect(judged.incidents()[0]).toMatchObject({ state: 'resolved', causeBy: { ci: 'core' } });
  });

  it('of a CI that does not exist, or of an incident long gone, breaks nothing', () => {
    const { judged } = burning();
    judged.command(60, named(judged.incidents()[0]?.id ?? '', 'nowhere'));
    judged.command(61, named('gone', 'core'));
    expect(judged.incidents()[0]?.causeBy ?? null).toBeNull();
    expect(judged.reasons()).not.toContain('cause-by-person');
    expect([...judged.rows.values()].filter(({ table }) => table === 'cause').map(({ key }) => key)).toEqual(['core']);
  });

  it('counts the next time', () => {
    const scoreOf = (judged: JudgingTable): number =>
      judged.incidents()[0]?.rootCandidates.find(({ ci }) => ci === 'acc-1')?.score ?? 0;
    const plain = burning().judged;
    const told = new JudgingTable(plant);
    told.command(0, named('gone', 'acc-1'));
    told.restart();
    for (const ci of ['srv-1', 'srv-2']) told.open(1, down(ci));
    expect(scoreOf(told)).toBeGreaterThan(scoreOf(plain));
    const first = told.incidents()[0]?.rootCandidates.find(({ ci }) => ci === 'acc-1');
    expect(first?.because.map(({ term }) => term)).toContain('history');
  });
});

describe('the memory', () => {
  const dayMs = 86_400_000;
  const kinds = new Set(['error']);
  it('is of kinds, adds up, and fades', () => {
    const causes = new Table<CauseRow>('cause');
    rememberCause(causes, { ci: 'db', kinds: ['error'], at: 0 });
    rememberCause(causes, { ci: 'db', kinds: ['error', 'latency'], at: dayMs });
    expect(namedBefore(causes.get('db'), kinds, dayMs)).toBe(2);
    expect(namedBefore(causes.get('db'), kinds, 201 * dayMs)).toBe(1);
    expect(namedBefore(causes.get('db'), kinds, 900 * dayMs)).toBe(0);
    expect(namedBefore(causes.get('db'), new Set(['capacity']), dayMs)).toBe(0);
    expect(namedBefore(undefined, kinds, 0)).toBe(0);
  });
  it('forgets who was named longest ago', () => {
    const causes = new Table<CauseRow>('cause');
    for (let n = 0; n <= 10_000; n += 1) rememberCause(causes, { ci: `c${String(n)}`, kinds: ['error'], at: n });
    expect(causes.size).toBe(10_000);
    expect(causes.get('c0')).toBeUndefined();
  });
});
