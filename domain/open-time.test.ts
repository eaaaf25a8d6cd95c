import { describe, expect, it } from 'vitest';
import { always, instantAfter, openMs, workingDaysAfter } from './open-time.ts';
import type { WorkCalendar } from './open-time.ts';
import { parseServiceHours } from './service-hours.ts';

const hour = 3_600_000;

function calendar(text: string, holidays: readonly string[] = []): WorkCalendar {
  const parsed = parseServiceHours(text, 'Europe/Paris');
  if ('fault' in parsed) throw new Error(parsed.fault);
  return { hours: parsed.hours, holidays };
}

const office = calendar('Mo-Fr 08:00-18:00');
/** Friday 27 November 2026, 17:00 in Paris. */
const friday = Date.UTC(2026, 10, 27, 16);
/** Monday 30 November, 08:00 in Paris. */
const monday = Date.UTC(2026, 10, 30, 7);

describe('open time', () => {
  it('is all time where no hours are set', () => {
    expect(openMs(always, 5, 105)).toBe(100);
    expect(instantAfter(always, 5, 100)).toBe(105);
  });

  it('stands still at night and over the week-end', () => {
    expect(openMs(office, friday, monday + hour)).toBe(2 * hour);
    expect(instantAfter(office, friday, 2 * hour)).toBe(monday + hour);
    expect(openMs(office, friday + 3 * hour, monday)).toBe(0);
  });

  it('knows holidays by the day of the zone', () => {
    const closed = calendar('Mo-Fr 08:00-18:00', ['2026-11-30']);
    expect(instantAfter(closed, friday, 2 * hour)).toBe(monday + 25 * hour);
  });

  it('runs over midnight, and counts twice-named hours once', () => {
    const night = calendar('Mo-Su 22:00-06:00; Mo-Su 05:00-07:00');
    const from = Date.UTC(2026, 10, 27, 20, 30);
    expect(openMs(night, from, from + 12 * hour)).toBe(9 * hour);
  });

  it('has the hours of the wall when the clock is set back', () => {
    const sunday = calendar('Su 00:00-06:00');
    const midnight = Date.UTC(2026, 9, 24, 22);
    expect(openMs(sunday, midnight, midnight + 24 * hour)).toBe(7 * hour);
  });

  it('never ends where nothing opens', () => {
    const never = { hours: { zone: 'UTC', openings: [] }, holidays: [] };
    expect(instantAfter(never, friday, 1)).toBeNull();
    expect(openMs(never, friday, monday)).toBe(0);
  });

  it('counts working days by their time of day', () => {
    expect(workingDaysAfter(office, friday, 5)).toBe(friday + 7 * 24 * hour);
    expect(workingDaysAfter(calendar('Mo-Fr 08:00-18:00', ['2026-12-01']), friday, 1)).toBe(monday + 9 * hour);
    expect(workingDaysAfter(always, 0, 2)).toBe(48 * hour);
  });

  it('agrees with itself: what has passed at the instant is what was asked', () => {
    for (const ms of [1, hour, 9.5 * hour, 100 * hour]) {
      expect(openMs(office, friday, instantAfter(office, friday, ms) ?? 0)).toBe(ms);
    }
  });
});
