// When a service is promised to its users: reads `Mo-Fr 07:00-20:00 Europe/Paris` and says whether an instant lies inside.
import { isZone, wallTime } from './zoned-time.ts';

const days = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const dayMinutes = 24 * 60;
const minuteMs = 60_000;

/** Minutes of the day, `to` exclusive; `to` ≤ `from` runs past midnight and belongs to the day it starts on. */
interface Opening {
  /** Monday = 0. */
  readonly days: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
}

export interface ServiceHours {
  readonly zone: string;
  readonly openings: readonly Opening[];
}

export type ParsedHours = { readonly hours: ServiceHours } | { readonly fault: string };

/**
 * Day lists and ranges (`Mo-Fr`, `Mo,We`, `Sa-Mo`), then one or more times, parted by `,` or `;`; an IANA zone last,
 * else `defaultZone`. `24/7`, `24:00` and times over midnight (`22:00-06:00`) are understood; public holidays are not.
 */
export function parseServiceHours(text: string, defaultZone: string): ParsedHours {
  const { body, zone } = splitZone(text.trim(), defaultZone);
  if (!isZone(zone)) return { fault: `unknown time zone "${zone}"` };
  if (body === '24/7') return { hours: { zone, openings: [{ days: everyDay(), from: 0, to: dayMinutes }] } };
  const openings: Opening[] = [];
  let current: ReadonlySet<number> | null = null;
  for (const part of splitParts(body)) {
    const [, dayText = '', timeText = ''] = /^([^\d]*?)\s*(\d.*)$/.exec(part) ?? [];
    if (dayText !== '') current = parseDays(dayText);
    else if (openings.length === 0) current = everyDay();
    const times = parseTimes(timeText);
    if (current === null || times === null) return { fault: `cannot read "${part}"` };
    openings.push({ days: current, ...times });
  }
  return openings.length === 0 ? { fault: 'names no hours' } : { hours: { zone, openings } };
}

/** Whether `atMs` (epoch) lies inside, by the wall clock of the service's zone. */
export function inHours(hours: ServiceHours, atMs: number): boolean {
  const wall = wallTime(atMs, hours.zone);
  const minute = wall.hour * 60 + wall.minute;
  const yesterday = (wall.weekday + 6) % 7;
  return hours.openings.some(({ days: open, from, to }) => {
    if (to > from) return open.has(wall.weekday) && minute >= from && minute < to;
    return (open.has(wall.weekday) && minute >= from) || (open.has(yesterday) && minute < to);
  });
}

/**
 * A reader of one service's hours that remembers its last minute, since judging asks many times within one. No hours,
 * or hours nobody can read (a fault that `check` reports): always inside, so that urgency is never lowered by mistake.
 */
export function hoursReader(text: string | undefined, defaultZone: string): (atMs: number) => boolean {
  const parsed = text === undefined ? null : parseServiceHours(text, defaultZone);
  if (parsed === null || 'fault' in parsed) return () => true;
  let lastMinute = NaN;
  let lastAnswer = false;
  return (atMs) => {
    const minute = Math.floor(atMs / minuteMs);
    if (minute !== lastMinute) {
      lastMinute = minute;
      lastAnswer = inHours(parsed.hours, atMs);
    }
    return lastAnswer;
  };
}

function everyDay(): ReadonlySet<number> {
  return new Set(days.keys());
}

/** A zone is a last word with a letter and no day or time in it: `Europe/Paris`, `UTC`. */
function splitZone(text: string, defaultZone: string): { readonly body: string; readonly zone: string } {
  const found = /^(.*\S)\s+([A-Za-z][\w+-]*(?:\/[\w+-]+)*)$/.exec(text);
  if (found === null) return { body: text, zone: defaultZone };
  const [, body = '', zone = ''] = found;
  return { body, zone };
}

/** Parts end at `;`, and at a `,` that follows a time. */
function splitParts(body: string): string[] {
  return body
    .split(/;|(?<=\d\d:\d\d\s*),/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseDays(text: string): ReadonlySet<number> | null {
  const found = new Set<number>();
  for (const part of text.toLowerCase().replace(/:$/, '').split(',')) {
    const [first = '', last = first, ...more] = part.split('-').map((day) => day.trim());
    const from = days.indexOf(first);
    const to = days.indexOf(last);
    if (from < 0 || to < 0 || more.length > 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === to) break;
    }
  }
  return found;
}

function parseTimes(text: string): { readonly from: number; readonly to: number } | null {
  const found = /^(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)$/.exec(text);
  if (found === null) return null;
  const [fromHour = NaN, fromMinute = NaN, toHour = NaN, toMinute = NaN] = found.slice(1).map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  const readable = fromMinute < 60 && toMinute < 60 && from < dayMinutes && to <= dayMinutes && from !== to;
  return readable ? { from, to } : null;
}
