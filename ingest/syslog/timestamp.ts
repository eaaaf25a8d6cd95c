// Reads the times that syslog headers carry: RFC 3339, BSD with or without year, NX-OS, ctime, with zone names.

export interface Stamp {
  /** Where the text goes on after it. */
  readonly end: number;
  /** Wall-clock ms as if UTC; NaN for a time that cannot be (`Feb 30 25:61:61`). */
  readonly wallMs: number;
  /** ms east of UTC; null if the time names no zone. */
  readonly offsetMs: number | null;
  readonly hasYear: boolean;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** Zone names that mean one offset wherever they are used on devices; others (IST, CST …) are left to the source's zone. */
const zoneHours = new Map([
  ['Z', 0], ['UTC', 0], ['GMT', 0], ['WET', 0], ['WEST', 1], ['CET', 1], ['MET', 1], ['CEST', 2], ['MEST', 2], ['EET', 2],
  ['EEST', 3], ['MSK', 3], ['JST', 9], ['EST', -5], ['EDT', -4], ['CDT', -5], ['MDT', -6], ['PST', -8], ['PDT', -7],
]); // prettier-ignore

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const months = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, index) => [
    name,
    index,
  ]),
);
/** Year of wall times that name none, until `resolveStamp` puts the right one in: a leap year, so that Feb 29 stands. */
const unknownYear = 2000;

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at) - 48;
  return code >= 0 && code <= 9 ? code : Number.NaN;
}

function two(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function monthAt(text: string, at: number): number {
  return months.get(text.slice(at, at + 3).toLowerCase()) ?? -1;
}

function wallOf(year: number, month: number, day: number, clock: Clock): number {
  const bad = month < 0 || month > 11 || day < 1 || day > (monthDays[month] ?? 0) || Number.isNaN(clock.ms);
  if (bad || Number.isNaN(day) || Number.isNaN(year)) return Number.NaN;
  const midnight = Date.UTC(year, month, day);
  return month === 1 && day === 29 && Date.UTC(year, 2, 1) === midnight ? Number.NaN : midnight + clock.ms;
}

interface Clock {
  readonly end: number;
  readonly ms: number;
}

/** `hh:mm:ss[.frac]`; null if the shape is another; NaN ms if it cannot be. A leap second rolls over. */
function readClock(text: string, at: number): Clock | null {
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return null;
  const hour = two(text, at);
  const minute = two(text, at + 3);
  const second = two(text, at + 6);
  if (Number.isNaN(hour + minute + second)) return null;
  const [end, fraction] = readFraction(text, at + 8);
  const possible = hour <= 23 && minute <= 59 && second <= 60;
  return { end, ms: possible ? hour * hourMs + minute * minuteMs + second * 1000 + fraction : Number.NaN };
}

function readFraction(text: string, at: number): [end: number, ms: number] {
  const mark = text.charCodeAt(at);
  if ((mark !== 46 && mark !== 44) || Number.isNaN(digit(text, at + 1))) return [at, 0];
  let end = at + 1;
  let ms = 0;
  for (let weight = 100; !Number.isNaN(digit(text, end)); end += 1, weight /= 10) {
    if (weight >= 1) ms += digit(text, end) * weight;
  }
  return [end, ms];
}

/** `Z`, `+hh:mm`, `+hhmm` right after an RFC 3339 time. */
function readOffset(text: string, at: number): [end: number, offsetMs: number | null] {
  const sign = text.charAt(at);
  if (sign === 'Z' || sign === 'z') return [at + 1, 0];
  if (sign !== '+' && sign !== '-') return [at, null];
  const colon = text.charCodeAt(at + 3) === 58 ? 1 : 0;
  const offset = two(text, at + 1) * hourMs + two(text, at + 3 + colon) * minuteMs;
  return Number.isNaN(offset) ? [at, null] : [at + 5 + colon, sign === '-' ? -offset : offset];
}

/** `2026-11-23T19:05:04.123+02:00`, also with a space or lower-case t and z. */
export function readRfc3339(text: string, at: number): Stamp | null {
  if (text.charCodeAt(at + 4) !== 45) return null;
  const year = two(text, at) * 100 + two(text, at + 2);
  const monthEnd = text.charCodeAt(at + 7) === 45 ? at + 7 : at + 6;
  if (Number.isNaN(year) || text.charCodeAt(monthEnd) !== 45) return null;
  const month = monthEnd === at + 7 ? two(text, at + 5) : digit(text, at + 5);
  const short = Number.isNaN(digit(text, monthEnd + 2));
  const day = short ? digit(text, monthEnd + 1) : two(text, monthEnd + 1);
  const clock = readClock(text, monthEnd + (short ? 3 : 4));
  if (clock === null || Number.isNaN(month + day)) return null;
  const [end, offsetMs] = readOffset(text, clock.end);
  return { end, wallMs: wallOf(year, month - 1, day, clock), offsetMs, hasYear: true };
}

function yearAt(text: string, at: number): number {
  const year = two(text, at) * 100 + two(text, at + 2);
  const after = text.charCodeAt(at + 4);
  const ends = Number.isNaN(after) || after === 32 || after === 58;
  return ends && year >= 1990 && year < 2200 ? year : Number.NaN;
}

/** ` UTC:`, ` CET:`: a name counts as zone only before a colon, since a host may stand there too. */
function readZone(text: string, at: number): [end: number, offsetMs: number | null] {
  if (text.charCodeAt(at) !== 32) return [at, null];
  let end = at + 1;
  while (end - at <= 5 && text.charCodeAt(end) >= 65 && text.charCodeAt(end) <= 90) end += 1;
  if (end === at + 1 || text.charCodeAt(end) !== 58) return [at, null];
  const hours = zoneHours.get(text.slice(at + 1, end));
  const known = hours !== undefined;
  return known || end - at === 4 || end - at === 5 ? [end, known ? hours * hourMs : null] : [at, null];
}

/** `Nov 23 19:05:04`, `*Nov  3 2026 19:05:04.123 UTC:`, `Nov 23 19:40:07 2026`. */
export function readBsd(text: string, from: number): Stamp | null {
  const mark = text.charCodeAt(from);
  const at = mark === 42 || mark === 46 ? from + 1 : from;
  const month = monthAt(text, at);
  if (month < 0 || text.charCodeAt(at + 3) !== 32) return null;
  const padded = text.charCodeAt(at + 4) === 32 ? 1 : 0;
  const single = padded === 1 || text.charCodeAt(at + 5) === 32;
  const day = single ? digit(text, at + 4 + padded) : two(text, at + 4);
  const afterDay = at + 4 + padded + (single ? 1 : 2);
  if (Number.isNaN(day) || text.charCodeAt(afterDay) !== 32) return null;
  let year = yearAt(text, afterDay + 1);
  const clock = readClock(text, Number.isNaN(year) ? afterDay + 1 : afterDay + 6);
  if (clock === null) return null;
  let end = clock.end;
  if (Number.isNaN(year) && text.charCodeAt(end) === 32) {
    year = yearAt(text, end + 1);
    if (!Number.isNaN(year)) end += 5;
  }
  const hasYear = !Number.isNaN(year);
  const [zoneEnd, offsetMs] = readZone(text, end);
  return { end: zoneEnd, wallMs: wallOf(hasYear ? year : unknownYear, month, day, clock), offsetMs, hasYear };
}

/** NX-OS `2026 Nov 23 19:15:46 UTC:` and ctime `Mon Nov 23 19:40:07 2026`. */
function readYearFirstOrCtime(text: string, at: number): Stamp | null {
  const year = yearAt(text, at);
  if (!Number.isNaN(year)) {
    const stamp = readBsd(text, at + 5);
    if (stamp === null || stamp.hasYear) return null;
    const date = new Date(stamp.wallMs);
    const clock = { end: 0, ms: stamp.wallMs - Math.floor(stamp.wallMs / 86_400_000) * 86_400_000 };
    return { ...stamp, wallMs: wallOf(year, date.getUTCMonth(), date.getUTCDate(), clock), hasYear: true };
  }
  const isDay = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(text.slice(at, at + 4));
  return isDay ? readBsd(text, at + 4) : null;
}

/** Any of the times a header may hold. */
export function readStamp(text: string, at: number): Stamp | null {
  const code = text.charCodeAt(at);
  if (code >= 48 && code <= 57) return readRfc3339(text, at) ?? readYearFirstOrCtime(text, at);
  return readBsd(text, at) ?? readYearFirstOrCtime(text, at);
}

export { unknownYear };
