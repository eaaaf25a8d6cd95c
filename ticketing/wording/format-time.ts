// Times of day in the policy's zone, with the zone named: `19:16 (Paris time)`, `19 h 16 (heure de Paris)`.
import { wallTime } from '../../domain/zoned-time.ts';
import type { WallTime } from '../../domain/zoned-time.ts';
import type { Language } from './language.ts';

const months = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
} as const;

const two = (value: number): string => String(value).padStart(2, '0');

function clock(wall: WallTime, language: Language, seconds: boolean): string {
  const separator = language === 'fr' && !seconds ? '\u00a0h\u00a0' : ':';
  const base = `${two(wall.hour)}${separator}${two(wall.minute)}`;
  return seconds ? `${base}:${two(wall.second)}` : base;
}

/** `19:16`, French `19 h 16`. */
export function formatMinute(at: number, timezone: string, language: Language): string {
  return clock(wallTime(at, timezone), language, false);
}

/** `19:16:46` in both languages. */
export function formatSecond(at: number, timezone: string, language: Language): string {
  return clock(wallTime(at, timezone), language, true);
}

/** `23 November 2026`, `23 novembre 2026`. */
export function formatDay(at: number, timezone: string, language: Language): string {
  const wall = wallTime(at, timezone);
  return `${String(wall.day)} ${months[language][wall.month - 1] ?? '?'} ${String(wall.year)}`;
}

/** `UTC`, or the city of the zone: `Paris time`, `heure de Paris`. */
export function zoneWord(timezone: string, language: Language): string {
  const city = timezone.slice(timezone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  if (city === 'UTC' || !timezone.includes('/')) return city;
  return language === 'en' ? `${city} time` : `heure de ${city}`;
}

/** Day, second and zone: what an explanation far from its event needs. */
export function formatMoment(at: number, timezone: string, language: Language): string {
  const time = formatSecond(at, timezone, language);
  return `${formatDay(at, timezone, language)}, ${time} (${zoneWord(timezone, language)})`;
}

/** Whether two instants fall on the same day of the zone. */
export function sameDay(a: number, b: number, timezone: string): boolean {
  return formatDay(a, timezone, 'en') === formatDay(b, timezone, 'en');
}
