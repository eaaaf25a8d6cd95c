// A backup that loads its machine every night, week or month: its ticket waits, unless it hangs, gets worse or comes by day.
import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import { JudgingTable, start, type AlertSketch } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

const day = 24 * 3_600;
const minute = 60;
const load: AlertSketch = { ci: 'srv-1', name: 'HighLoad', severity: 'warning' };

/** What came: when, in seconds after the start (Monday 2026-11-23, nine o'clock UTC), and for how many minutes. */
type Came = readonly [at: number, minutes: number];

function afterAll(came: readonly Came[], policy: object = {}): JudgingTable {
  const table = new JudgingTable(plant, { flags: [...allFlags], ...policy });
  for (const [at, minutes] of came) table.clear(at + minutes * minute, table.open(at, load));
  return table;
}

/** Second after the start of a date and time in UTC. */
const second = (date: string): number => (Date.parse(`${date}Z`) - start) / 1_000;

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

describe('what comes at the same hour of the same weekday', () => {
  const week7 = 7 * day;
  const weekly = (weeks: number, minutes = 90): Came[] => [...Array(weeks).keys()].map((n) => [n * week7, minutes]);
  const ticketOf = (table: JudgingTable, at: number, lasts: number): boolean => {
    const before = opened(table);
    table.clear(at + lasts * minute, table.open(at, load));
    return opened(table) > before;
  };

  it('is learned from four weeks, says so, and then opens no ticket', () => {
    const table = afterAll(weekly(4));
    expect(opened(table)).toBe(4);
    expect(ticketOf(table, 4 * week7, 120)).toBe(false);
    const [expected] = table.decisions().filter(({ reason }) => reason === 'expected-hour');
    expect(expected?.evidence).toMatchObject({
      period: 'week',
      times: 4,
      of: 5,
      usualMs: 90 * 60_000,
      holdMs: 135 * 60_000,
    });
  });

  it('may be left out once in five weeks, not twice', () => {
    const came = weekly(5);
    expect(ticketOf(afterAll(came.toSpliced(2, 1)), 5 * week7, 80)).toBe(false);
    expect(ticketOf(afterAll(came.toSpliced(1, 2)), 5 * week7, 80)).toBe(true);
  });

  it.each<[string, number, number, boolean]>([
    ['hangs', 0, 140, true],
    ['comes on another day', day, 80, true],
    ['comes at another hour', 5 * 3_600, 80, true],
    ['comes a little late', 20 * minute, 80, false],
  ])('that %s', (_what, later, lasts, hasTicket) => {
    expect(ticketOf(afterAll(weekly(4)), 4 * week7 + later, lasts)).toBe(hasTicket);
  });

  it.each<[string, Partial<AlertSketch>]>([
    ['critical', { severity: 'critical' }],
    ['of security', { more: { category: 'security' } }],
    ['that nobody will end', { more: { endsBy: 'quiet' } }],
  ])('is never expected %s', (_what, other) => {
    const table = afterAll(weekly(4));
    table.open(4 * week7, { ...load, ...other });
    table.until(4 * week7 + 6 * minute);
    expect(opened(table)).toBe(5);
  });

  it('that hung twice of late deserves its ticket the third time too', () => {
    const lasts = [90, 300, 310, 80, 95];
    const table = afterAll(lasts.map((minutes, n): Came => [n * week7, minutes]));
    expect(ticketOf(table, 5 * week7, 290)).toBe(true);
    expect(ticketOf(table, 6 * week7, 100)).toBe(false);
  });

  it('on three days of the week', () => {
    const came = [...Array(4).keys()].flatMap((n): Came[] => [0, 2, 4].map((at) => [n * week7 + at * day, 60]));
    const table = afterAll(came);
    expect(ticketOf(table, 4 * week7, 70)).toBe(false);
    expect(ticketOf(table, 4 * week7 + day, 70)).toBe(true);
  });

  it('the long one of Mondays among the short ones of every night', () => {
    const nights = [...Array(35).keys()].map((n): Came => [n * day, n % 7 === 0 ? 300 : 40]);
    const table = afterAll(nights);
    expect(ticketOf(table, 35 * day, 310)).toBe(false);
    expect(ticketOf(table, 36 * day, 310)).toBe(true);
  });

  // From Monday 2027-03-01 on; on 03-28 clocks in Paris go forward, and the job with them.
  it.each([
    ['Europe/Paris', false],
    ['UTC', true],
  ])('follows summer time on the clock of the site: %s', (timezone, hasTicket) => {
    const first = second('2027-03-01T02:00:00');
    const table = afterAll(
      weekly(4).map(([at, lasts]): Came => [first + at, lasts]),
      { timezone },
    );
    expect(ticketOf(table, first + 4 * week7 - 3_600, 80)).toBe(hasTicket);
  });

  it('survives a restart, remembers no more than it needs, and is off where the policy or an older log has it so', () => {
    const table = afterAll(weekly(30));
    table.restart();
    expect(ticketOf(table, 30 * week7, 80)).toBe(false);
    const kept = [...table.rows.values()].find(({ json }) => json?.includes('rarer'));
    expect((kept?.json ?? '').length).toBeLessThan(500);
    expect(ticketOf(afterAll(weekly(5), { expected: { weeks: null } }), 5 * week7, 80)).toBe(true);
    const older = afterAll(weekly(5), { flags: allFlags.filter((flag) => flag < 6) });
    expect(ticketOf(older, 5 * week7, 80)).toBe(true);
    expect([...older.rows.values()].some(({ json }) => json?.includes('rarer'))).toBe(false);
  });
});

describe('what comes at the same hour of the same day of the month', () => {
  const at = (...dates: string[]): Came[] => dates.map((date) => [second(`${date}T03:00:00`), 50]);
  it.each<[string, Came[], string, boolean]>([
    ['the first, after three', at('2026-12-01', '2027-01-01', '2027-02-01'), '2027-03-01', true],
    ['the first, after two', at('2027-01-01', '2027-02-01'), '2027-03-01', false],
    ['the last, whatever its number', at('2026-11-30', '2026-12-31', '2027-01-31'), '2027-02-28', true],
    ['another day', at('2026-12-01', '2027-01-01', '2027-02-01'), '2027-03-04', false],
    ['with a month left out', at('2026-12-01', '2026-12-20', '2027-01-01'), '2027-03-01', false],
  ])('%s', (_what, came, next, isExpected) => {
    const table = afterAll(came);
    table.open(second(`${next}T03:00:00`), load);
    const expected = table.decisions().filter(({ reason }) => reason === 'expected-hour');
    expect(expected.map(({ evidence }) => evidence['period'])).toEqual(isExpected ? ['month'] : []);
  });

  it('refuses numbers that cannot be', () => {
    for (const expected of [{ weeks: 6 }, { weeks: 0 }, { months: 4 }, { months: 1 }])
      expect(() => new JudgingTable(plant, { expected })).toThrow();
  });
});
