// The one file that knows time zones: wall-clock times to instants and back, by Intl with an explicit zone.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
    });
    formats.set(zone, format);
  }
  return format;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A wall-clock time; `month` 1–12, `weekday` 0 = Monday. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

const minuteMs = 60_000;
/** Intl takes some 5 µs, and texts ask for the same few minutes again and again. */
const minutes = new Map<string, WallTime>();
const keptMinutes = 2_000;

/** The wall-clock time in `zone` (IANA name) at an instant. Throws RangeError for an unknown zone. */
export function wallTime(instantMs: number, zone: string): WallTime {
  const minute = Math.floor(instantMs / minuteMs);
  const name = `${minute} ${zone}`;
  let began = minutes.get(name);
  if (began === undefined) {
    began = askedWallTime(minute * minuteMs, zone);
    if (minutes.size >= keptMinutes) minutes.clear();
    minutes.set(name, began);
  }
  // Offsets once had seconds: then a minute there begins at another instant.
  if (began.second !== 0) return askedWallTime(instantMs, zone);
  return { ...began, second: Math.floor((instantMs - minute * minuteMs) / 1_000) };
}

function askedWallTime(instantMs: number, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instantMs)
      .map((part) => [part.type, part.value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
    weekday: weekdays.indexOf(parts.get('weekday') ?? ''),
  };
}

/** Zone offset at an instant, in ms east of UTC. */
export function zoneOffsetMs(instantMs: number, zone: string): number {
  const wall = wallTime(instantMs, zone);
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  return asUtc - Math.floor(instantMs / 1000) * 1000;
}

const dayMs = 86_400_000;

/** The instant of a wall-clock time (ms as if UTC) in `zone`; of two, the earlier; in a gap, the time after it. */
export function instantOf(wallAsUtcMs: number, zone: string): number {
  const before = wallAsUtcMs - zoneOffsetMs(wallAsUtcMs - dayMs, zone);
  const after = wallAsUtcMs - zoneOffsetMs(wallAsUtcMs + dayMs, zone);
  const real = [before, after].filter((instant) => instant + zoneOffsetMs(instant, zone) === wallAsUtcMs);
  return real.length === 0 ? before : Math.min(...real);
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** RFC 3339 UTC with `Z` and milliseconds, without reading any clock. */
export function rfc3339(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
