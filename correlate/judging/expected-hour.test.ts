// A backup that loads its machine every night: its ticket waits, unless it hangs, gets worse or comes by day.
import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import { JudgingTable, type AlertSketch } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

const day = 24 * 3_600;
const minute = 60;
const load: AlertSketch = { ci: 'srv-1', name: 'HighLoad', severity: 'warning' };

interface Nights {
  readonly flags?: readonly number[];
  readonly timezone?: string;
  /** Minutes that the load lasts, night after night. */
  readonly lasts: readonly number[];
  /** Minutes after the usual time, night after night. */
  readonly late?: readonly number[];
  /** Hours after nine in the morning; the first day. */
  readonly hour?: number;
  readonly first?: number;
}

/** One load each night, then the table at the same time of the night after. */
function after({ flags = allFlags, timezone = 'UTC', lasts, late = [], hour = 2, first = 0 }: Nights): {
  table: JudgingTable;
  at: number;
} {
  const table = new JudgingTable(plant, { flags: [...flags], timezone });
  lasts.forEach((minutes, night) => {
    const at = (first + night) * day + (late[night] ?? 0) * minute + hour * 3_600;
    table.clear(at + minutes * minute, table.open(at, load));
  });
  return { table, at: (first + lasts.length) * day + hour * 3_600 };
}

const opened = (table: JudgingTable): number => table.reasons().filter((reason) => reason === 'incident-opened').length;
const week = [40, 35, 45, 40, 38, 42, 40];

describe('what comes at the same hour nearly every day', () => {
  it('is learned from five days, and then opens no ticket', () => {
    const { table, at } = after({ lasts: week });
    expect(opened(table)).toBe(5);
    table.clear(at + 44 * minute, table.open(at, load));
    table.until(at + 60 * minute);
    expect(opened(table)).toBe(5);
    const [expected] = table.decisions().filter(({ reason }) => reason === 'expected-hour');
    expect(expected?.evidence).toMatchObject({ days: 5, of: 7, usualMs: 40 * 60_000, holdMs: 60 * 60_000 });
    const blip = table.decisions().findLast(({ reason }) => reason === 'blip');
    expect(blip?.evidence).toMatchObject({ holdMs: 63 * 60_000 });
  });

  it('opens one when it lasts longer than usual, and one long night teaches no patience', () => {
    const { table, at } = after({ lasts: [...week, 300] });
    expect(opened(table)).toBe(6);
    table.open(at, load);
    table.until(at + 67 * minute);
    expect(opened(table)).toBe(6);
    table.until(at + 68 * minute);
    expect(opened(table)).toBe(7);
    expect(table.decisions().findLast(({ reason }) => reason === 'incident-opened')?.evidence).toMatchObject({
      ...{ why: 'hold-over', holdMs: 67.5 * 60_000 },
    });
  });

  it.each([
    ['at another hour', 6 * 3_600, {}],
    ['critical', 0, { severity: 'critical' as const }],
    ['of another check', 0, { name: 'ErrorRateHigh' }],
    ['on another machine', 0, { ci: 'srv-2' }],
    ['that nobody will end', 0, { more: { endsBy: 'quiet' as const } }],
    ['of security', 0, { more: { category: 'security' as const } }],
  ])('opens one as ever %s', (_what, later, other) => {
    const { table, at } = after({ lasts: week });
    table.open(at + later, { ...load, ...other });
    table.until(at + later + 6 * minute);
    expect(opened(table)).toBe(6);
  });

  it('is expected a little early or late, also around midnight', () => {
    const { table, at } = after({ lasts: week, late: [0, 12, -10, 5, 10, -12, 0], hour: 14.95 });
    table.open(at - 4 * minute, load);
    table.until(at + 20 * minute);
    expect(opened(table)).toBe(5);
  });

  // 2027-03-28, day 125: clocks in Paris go forward, and the job with them.
  it.each([
    ['Europe/Paris', 5],
    ['UTC', 6],
  ])('follows summer time on the clock of the site: %s', (timezone, tickets) => {
    const { table, at } = after({ lasts: week, first: 118, timezone });
    table.open(at - 60 * minute, load);
    table.until(at - 40 * minute);
    expect(opened(table)).toBe(tickets);
  });

  it('that comes at all hours is not a matter of the hour', () => {
    const { table } = after({ lasts: week, late: [0, 200, 400, 600, 800, 1_000, 1_200] });
    expect(opened(table)).toBe(week.length);
    expect(table.reasons()).not.toContain('expected-hour');
  });

  it('survives a restart', () => {
    const { table, at } = after({ lasts: week });
    table.restart();
    table.clear(at + 44 * minute, table.open(at, load));
    table.until(at + 60 * minute);
    expect(opened(table)).toBe(5);
  });

  it('opens one every night where a log was written before this was known', () => {
    const { table } = after({ lasts: week, flags: [] });
    expect(opened(table)).toBe(week.length);
    expect([...table.rows.values()].some(({ json }) => json?.includes('episodes'))).toBe(false);
  });
});
