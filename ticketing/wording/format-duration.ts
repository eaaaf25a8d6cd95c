// Durations as people say them, in at most two units: `6 min 6 s`, `1 h 5 min`, `2 days 3 h`.
import { formatNumber } from './format-number.ts';
import type { Language } from './language.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function dayWord(days: number, language: Language): string {
  if (language === 'fr') return days < 2 ? 'jour' : 'jours';
  return days === 1 ? 'day' : 'days';
}

function unit(count: number, size: number, language: Language): string {
  const number = formatNumber(count, language);
  if (size === dayMs) return `${number} ${dayWord(count, language)}`;
  return `${number} ${size === hourMs ? 'h' : size === minuteMs ? 'min' : 's'}`;
}

/** Below one second: milliseconds; else whole seconds, in at most two units, the second left out when zero. */
export function formatDuration(durationMs: number, language: Language): string {
  if (!Number.isFinite(durationMs)) return '?';
  const span = Math.max(0, Math.round(durationMs));
  if (span > 0 && span < secondMs) return `${String(span)} ms`;
  const sizes = [dayMs, hourMs, minuteMs, secondMs];
  const first = sizes.findIndex((size) => span >= size);
  if (first < 0) return '0 s';
  const large = sizes[first] ?? secondMs;
  const small = sizes[first + 1];
  const head = unit(Math.floor(span / large), large, language);
  const rest = small === undefined ? 0 : Math.floor((span % large) / small);
  return small === undefined || rest === 0 ? head : `${head} ${unit(rest, small, language)}`;
}
