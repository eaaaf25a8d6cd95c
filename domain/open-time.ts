// How much of a span lies inside working hours, and when so much of it will have passed. Holidays are not worked.
import type { ServiceHours } from './service-hours.ts';
import { instantOf, rfc3339, wallTime } from './zoned-time.ts';

/** `hours` of null: always, holidays too. */
export interface WorkCalendar {
  readonly hours: ServiceHours | null;
  /** `2026-12-25`, by the wall of the hours' zone. */
  readonly holidays: readonly string[];
}

export const always: WorkCalendar = { hours: null, holidays: [] };

const dayMs = 86_400_000;
const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** Hours that are not open within this many days are taken for never. */
const lookAheadDays = 400;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The opened spans that end after `from`, earliest first, without overlap. */
function* openSpans({ hours, holidays }: WorkCalendar & { hours: ServiceHours }, from: number): Generator<Span> {
  const wall = wallTime(from, hours.zone);
  const today = Date.UTC(wall.year, wall.month - 1, wall.day);
  let after = from;
  for (let day = -1; day < lookAheadDays; day += 1) {
    const start = today + day * dayMs;
    const weekday = (wall.weekday + day + 7) % 7;
    if (holidays.includes(dayName(start))) continue;
    const openings = hours.openings.filter(({ days }) => days.has(weekday)).sort((a, b) => a.from - b.from);
    for (const { from: opens, to: closes } of openings) {
      const ends = closes > opens ? closes : closes + dayMinutes;
      const span = {
        from: Math.max(after, instantOf(start + opens * minuteMs, hours.zone)),
        to: instantOf(start + ends * minuteMs, hours.zone),
      };
      if (span.to <= span.from) continue;
      after = span.to;
      yield span;
    }
  }
}

function dayName(startMs: number): string {
  return rfc3339(startMs).slice(0, 10);
}

export function openMs(calendar: WorkCalendar, from: number, to: number): number {
  const { hours, holidays } = calendar;
  if (hours === null) return Math.max(0, to - from);
  let sum = 0;
  for (const span of openSpans({ hours, holidays }, from)) {
    if (span.from >= to) break;
    sum += Math.min(span.to, to) - span.from;
  }
  return sum;
}

/** The instant at which `ms` of open time have passed since `from`; null: never. */
export function instantAfter(calendar: WorkCalendar, from: number, ms: number): number | null {
  const { hours, holidays } = calendar;
  if (hours === null || ms <= 0) return from + Math.max(0, ms);
  let left = ms;
  for (const span of openSpans({ hours, holidays }, from)) {
    if (span.to - span.from >= left) return span.from + left;
    left -= span.to - span.from;
  }
  return null;
}

/** The same time of day, so many days later that hold working hours. */
export function workingDaysAfter({ hours, holidays }: WorkCalendar, from: number, days: number): number {
  const zone = hours?.zone ?? 'UTC';
  const wall = wallTime(from, zone);
  const time = ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1_000;
  let start = Date.UTC(wall.year, wall.month - 1, wall.day);
  let weekday = wall.weekday;
  for (let left = days, tried = 0; left > 0 && tried < lookAheadDays; tried += 1) {
    start += dayMs;
    weekday = (weekday + 1) % 7;
    const isWorked = hours === null || hours.openings.some((opening) => opening.days.has(weekday));
    if (isWorked && !holidays.includes(dayName(start))) left -= 1;
  }
  return instantOf(start + time, zone);
}
