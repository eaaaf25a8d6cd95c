// Instants and spans in words, in the viewer's zone.
import { wallTime, type WallTime } from '../../../../domain/zoned-time.ts';
import type { Words } from '../words/words.ts';

const viewerZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const two = (amount: number): string => String(amount).padStart(2, '0');
const wall = (atMs: number): WallTime => wallTime(atMs, viewerZone);

/** 19:16, or with seconds 19:16:02. */
export function tellClock(atMs: number, seconds = false): string {
  const at = wall(atMs);
  return `${two(at.hour)}:${two(at.minute)}${seconds ? `:${two(at.second)}` : ''}`;
}

/** 23 November 2026. */
export function tellDate(words: Words, atMs: number): string {
  const at = wall(atMs);
  return words.time.date(at.day, at.month, at.year);
}

/** The time alone on the day of `nowMs`; with the date on another. */
export function tellInstant(words: Words, atMs: number, nowMs: number | null): string {
  const at = wall(atMs);
  const now = nowMs === null ? at : wall(nowMs);
  const sameDay = at.day === now.day && at.month === now.month && at.year === now.year;
  return sameDay ? tellClock(atMs) : `${words.time.shortDate(at.day, at.month)} ${tellClock(atMs)}`;
}

/** The zone as people know it: Europe/Paris → Paris. */
export function tellZone(): string {
  return (viewerZone.split('/').at(-1) ?? viewerZone).replaceAll('_', ' ');
}

/** 41 s, 12 min, 3 h 5 min, 2 d 4 h. */
export function tellSpan(words: Words, spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  if (seconds < 60) return words.time.seconds(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words.time.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words.time.hours(hours, minutes % 60);
  return words.time.days(Math.floor(hours / 24), hours % 24);
}

/** "just now" below two seconds, else "12 s ago". */
export function tellAgo(words: Words, spanMs: number): string {
  return spanMs < 2000 ? words.time.justNow : words.time.ago(tellSpan(words, spanMs));
}
