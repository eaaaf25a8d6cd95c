import { describe, expect, it } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import { AlertingTable } from '../../tests/scenarios/alerting-table.ts';

const start = Date.parse('2026-11-23T19:00:00Z');
const minute = 60_000;
const at = (ms: number): number => start + ms;

describe('alerting: flapping', () => {
  const flap = (table: AlertingTable, upTo: number): AlertingTable => {
    for (let step = 0; step <= upTo; step += 1)
      table.say(at(step * minute), { state: step % 2 === 0 ? 'problem' : 'clear' });
    return table;
  };

  it('marks the fifth change in ten minutes and then stays one open alert', () => {
    const table = flap(new AlertingTable(), 9);
    expect(table.changes.map(({ change, alert }) => [change, alert.flapping])).toEqual([
      ['opened', false],
      ['cleared', false],
      ['opened', false],
      ['cleared', false],
      ['opened', true],
    ]);
    expect(table.decisions.at(-1)).toMatchObject({
      reason: 'flapping-started',
      evidence: { changes: 5, windowMs: 10 * minute },
    });
  });

  it('ends 15 min after the last change, at the last clear', () => {
    const table = flap(new AlertingTable(), 9);
    expect(table.stage.nextDueAt()).toBe(at(24 * minute));
    table.tick(at(24 * minute));
    expect(table.changes.at(-1)).toMatchObject({
      change: 'cleared',
      alert: { clearedAt: at(9 * minute), endedBy: 'clear', flapping: false },
    });
    expect(table.reasons().slice(-2)).toEqual(['flapping-ended', 'alert-cleared']);
  });

  it('stays open where the problem stands', () => {
    const table = flap(new AlertingTable(), 8)
      .problem(at(20 * minute))
      .tick(at(23 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { flapping: false, clearedAt: null } });
    table.clear(at(30 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'cleared', alert: { clearedAt: at(30 * minute) } });
  });

  it('may begin with a clear: then the alert stays open', () => {
    const policy = Policy.parse({ alerts: { flapChanges: 4 } });
    const table = flap(new AlertingTable({ policy }), 3);
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { flapping: true, clearedAt: null } });
  });

  it('counts a missed clear too', () => {
    const table = new AlertingTable()
      .problem(start, { episode: '1' })
      .problem(at(minute), { episode: '2' })
      .problem(at(2 * minute), { episode: '3' });
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { flapping: true } });
    table
      .clear(at(3 * minute), { episode: '2' })
      .clear(at(4 * minute), { episode: '3' })
      .tick(at(19 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'cleared', alert: { clearedAt: at(4 * minute) } });
  });

  it('is not what five changes in an hour are', () => {
    const table = new AlertingTable();
    for (let step = 0; step < 8; step += 1)
      table.say(at(step * 5 * minute), { state: step % 2 === 0 ? 'problem' : 'clear' });
    expect(table.reasons()).not.toContain('flapping-started');
  });
});
