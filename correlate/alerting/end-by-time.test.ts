import { describe, expect, it } from 'vitest';
import { AlertingTable } from '../../tests/scenarios/alerting-table.ts';

const start = Date.parse('2026-11-23T19:00:00Z');
const minute = 60_000;
const at = (ms: number): number => start + ms;
const id = (ms: number): string => `test:1:a@${at(ms)}`;

describe('alerting: silence', () => {
  const lease = { ending: { by: 'lease', withinMs: 4 * minute } } as const;

  it('makes an alert stale when its lease is over, closes it after a day', () => {
    const table = new AlertingTable().problem(start, lease).problem(at(minute), lease);
    expect(table.stage.nextDueAt()).toBe(at(5 * minute));
    table.tick(at(5 * minute - 1));
    expect(table.story).toHaveLength(1);
    table.tick(at(5 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'stale', alert: { stale: true, clearedAt: null } });
    expect(table.decisions.at(-1)?.evidence).toEqual({ leaseMs: 4 * minute, lastSeenAt: at(minute) });
    table.tick(at(minute + 24 * 60 * minute));
    expect(table.changes.at(-1)).toMatchObject({
      change: 'cleared',
      alert: { endedBy: 'lease', clearedAt: at(minute + 24 * 60 * minute) },
    });
    expect(table.decisions.at(-1)).toMatchObject({ reason: 'stale-closed', evidence: { silentMs: 24 * 60 * minute } });
    expect(table.stage.nextDueAt()).toBeNull();
  });

  it('wakes a stale alert by a repeat, opens it again even under the same episode once it was closed as unknown', () => {
    const told = { ...lease, episode: '5' };
    const table = new AlertingTable()
      .problem(start, told)
      .tick(at(5 * minute))
      .problem(at(6 * minute), told);
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { stale: false } });
    table.tick(at(48 * 60 * minute));
    expect(table.changes.slice(-2)).toMatchObject([
      { change: 'stale' },
      { change: 'cleared', alert: { endedBy: 'lease' } },
    ]);
    table.problem(at(49 * 60 * minute), { ...told, clock: 'received' });
    expect(table.story.at(-1)).toBe(`opened ${id(49 * 60 * minute)}`);
  });

  it('takes a lease without a length for five minutes, a quiet end for the policy', () => {
    expect(new AlertingTable().problem(start, { ending: { by: 'lease' } }).stage.nextDueAt()).toBe(at(5 * minute));
    expect(new AlertingTable().problem(start, { ending: { by: 'quiet' } }).stage.nextDueAt()).toBe(at(10 * minute));
    expect(new AlertingTable().problem(start).stage.nextDueAt()).toBeNull();
  });

  it('ends a quiet alert when it is not repeated', () => {
    const quiet = { ending: { by: 'quiet' } } as const;
    const table = new AlertingTable()
      .problem(start, quiet)
      .problem(at(9 * minute), quiet)
      .tick(at(12 * minute));
    expect(table.story).toHaveLength(1);
    table.tick(at(20 * minute));
    expect(table.changes.at(-1)).toMatchObject({
      change: 'cleared',
      alert: { endedBy: 'quiet', clearedAt: at(19 * minute) },
    });
    expect(table.decisions.at(-1)?.evidence).toEqual({
      ...{ quietMs: 10 * minute, lastSeenAt: at(9 * minute), hostQuietMs: 10 * minute },
    });
    table.problem(at(21 * minute), quiet);
    expect(table.story.at(-1)).toBe(`opened ${id(21 * minute)}`);
  });

  it('fires timers on ticks alone, and never turns time back', () => {
    const table = new AlertingTable().problem(start, lease).problem(at(10 * minute), { fingerprint: 'test:1:b' });
    expect(table.story).toHaveLength(2);
    table.tick(at(minute));
    expect(table.story.at(-1)).toBe(`stale ${id(0)}`);
    expect(table.decisions.at(-1)?.at).toBe(at(10 * minute));
  });
});
