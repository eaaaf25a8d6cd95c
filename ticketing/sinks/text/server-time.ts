// Times as PHP and Perl systems write them: `2026-11-23 19:59:42`, of the server's wall clock, without a zone.
import { instantOf, wallTime } from '../../../domain/zoned-time.ts';

const two = (number: number): string => String(number).padStart(2, '0');

export function serverTime(instantMs: number, zone: string): string {
  const { year, month, day, hour, minute, second } = wallTime(instantMs, zone);
  return `${String(year)}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** Null: not such a time. In the hour that comes twice, the earlier. */
export function readServerTime(text: string, zone: string): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // `2026-02-31` would be read as March.
  return new Date(wall).toISOString().slice(0, 10) === parts[0].slice(0, 10) ? instantOf(wall, zone) : null;
}
