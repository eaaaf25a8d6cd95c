import { describe, expect, it } from 'vitest';
import { AlertingTable } from '../../tests/scenarios/alerting-table.ts';

const start = Date.parse('2026-11-23T19:00:00Z');
const second = 1_000;
const minute = 60_000;
const at = (ms: number): number => start + ms;
const id = (ms: number): string => `test:1:a@${at(ms)}`;

describe('alerting: clear', () => {
  it('is idempotent over sources and repeats', () => {
    const table = new AlertingTable().problem(start, { by: 'prometheus', episode: '7' });
    table
      .problem(at(second), { by: 'alertmanager', episode: '7' })
      .clear(at(minute), { by: 'prometheus', episode: '7' });
    const told = table.records.length;
    table
      .clear(at(2 * minute), { by: 'prometheus', episode: '7' })
      .clear(at(3 * minute), { by: 'alertmanager', episode: '7' });
    table.problem(at(3 * minute), { by: 'alertmanager', episode: '7', clock: 'received' });
    table.problem(at(3 * minute), { by: 'alertmanager', episode: '7', occurredAt: start });
    expect(table.records).toHaveLength(told);
    table.tick(at(24 * 60 * minute));
    table.problem(at(24 * 60 * minute), { by: 'alertmanager', episode: '8' });
    expect(table.story.at(-1)).toBe(`opened ${id(24 * 60 * minute)}`);
  });

  it('without a problem makes no entry, says so once, and is not overtaken by its problem', () => {
    const table = new AlertingTable().clear(at(minute), { episode: '7' }).clear(at(2 * minute), { episode: '7' });
    table.problem(at(3 * minute), { episode: '7', occurredAt: start });
    expect(table.changes).toEqual([]);
    expect(table.decisions).toMatchObject([
      {
        reason: 'clear-without-problem',
        subject: { type: 'event', id: 'r0' },
        evidence: { fingerprint: 'test:1:a', name: 'HostDown', host: 'srv-01' },
      },
    ]);
  });

  it('of an older episode leaves the open one, and says so once', () => {
    const table = new AlertingTable().problem(start, { episode: '1' }).problem(at(minute), { episode: '2' });
    table.clear(at(2 * minute), { episode: '1' }).clear(at(3 * minute), { episode: '1' });
    expect(table.story.at(-1)).toBe(`opened ${id(minute)}`);
    expect(table.reasons().filter((reason) => reason === 'clear-of-older-episode')).toHaveLength(1);
    expect(table.decisions.at(-1)?.evidence).toEqual({ fingerprint: 'test:1:a', episode: '1', openEpisode: '2' });
    table.clear(at(4 * minute), { episode: '2' });
    expect(table.story.at(-1)).toBe(`cleared ${id(minute)}`);
  });

  it('of a later episode, or of none, ends the open one', () => {
    expect(new AlertingTable().problem(start, { episode: '1' }).clear(at(1), { episode: '2' }).story).toHaveLength(2);
    expect(new AlertingTable().problem(start, { episode: '1' }).clear(at(1)).story).toHaveLength(2);
  });

  it('without episode key belongs to an earlier opening only if trusted clocks say so', () => {
    const late = { occurredAt: start - minute };
    expect(new AlertingTable().problem(start).clear(at(second), late).reasons()).toContain('clear-of-older-episode');
    expect(new AlertingTable().problem(start).clear(at(second), { ...late, clock: 'received' }).story).toHaveLength(2);
    expect(
      new AlertingTable()
        .problem(start)
        .clear(at(second), { occurredAt: start - 3 * second })
        .changes.at(-1)?.alert,
    ).toMatchObject({ clearedAt: start, endedBy: 'clear' });
  });

  it('is remembered for a day, then forgotten', () => {
    const table = new AlertingTable().problem(start).clear(at(minute));
    expect([...table.rows.keys()]).toContain('condition/00000000');
    table.tick(at(minute + 24 * 60 * minute));
    expect([...table.rows.keys()]).toEqual(['clock/now', 'condition/next']);
  });
});
