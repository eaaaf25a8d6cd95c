import { expect, it } from 'vitest';
import { wallTime } from './zoned-time.ts';

function told(instantMs: number, zone: string): string {
  const { year, month, day, hour, minute, second } = wallTime(instantMs, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

it.each([
  ['2026-03-29T00:59:59.999Z', 'Europe/Paris', '2026-03-29 01:59:59'],
  ['2026-03-29T01:00:00Z', 'Europe/Paris', '2026-03-29 03:00:00'],
  ['2026-10-25T00:59:59Z', 'Europe/Paris', '2026-10-25 02:59:59'],
  ['2026-10-25T01:00:01Z', 'Europe/Paris', '2026-10-25 02:00:01'],
  ['2026-01-01T00:00:07Z', 'Asia/Kathmandu', '2026-01-01 05:45:07'],
  ['2026-01-01T00:00:59Z', 'America/St_Johns', '2025-12-31 20:30:59'],
  ['1969-12-31T23:59:59Z', 'UTC', '1969-12-31 23:59:59'],
  // Nine minutes and twenty-one seconds ahead of Greenwich then.
  ['1905-06-01T12:00:30Z', 'Europe/Paris', '1905-06-01 12:09:51'],
  ['1905-06-01T12:00:45Z', 'Europe/Paris', '1905-06-01 12:10:06'],
])('%s in %s is %s, also when the minute is known', (instant, zone, wall) => {
  expect(told(Date.parse(instant), zone)).toBe(wall);
  expect(told(Date.parse(instant), zone)).toBe(wall);
});

it('refuses a zone that there is not, each time', () => {
  expect(() => wallTime(0, 'Europe/Atlantis')).toThrow(RangeError);
  expect(() => wallTime(0, 'Europe/Atlantis')).toThrow(RangeError);
});
