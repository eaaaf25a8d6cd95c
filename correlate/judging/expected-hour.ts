// What comes at the same hour nearly every day and ends by itself (a backup that loads its machine): its ticket waits until
// it lasts longer than it does on other days.
import type { Alert } from '../../domain/alert.ts';
import { isFlagged } from '../../domain/flags.ts';
import type { Policy } from '../../domain/policy.ts';
import { wallTime } from '../../domain/zoned-time.ts';
import { checkOf } from './habits.ts';
import type { JudgingState } from './judging-state.ts';
import { placeOf } from './presence.ts';
import type { Habit } from './working-rows.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** A week: what a person remembers of "every night". */
const mostEpisodes = 7;

export interface Expected {
  /** On how many of the last days it came at this hour. */
  readonly days: number;
  readonly of: number;
  readonly withinMs: number;
  /** The longest that it lasted then, the very longest left out: one night that it hung teaches no patience. */
  readonly usualMs: number;
  readonly holdMs: number;
}

type Known = Pick<Policy, 'flags' | 'expected' | 'timezone'>;

/** An alert ended because its source said so: when it began and how long it lasted, in minutes. */
export function rememberHour(state: JudgingState, place: string, alert: Alert, policy: Known): void {
  if (!isFlagged(policy, 'expected-hour') || !canBeExpected(alert) || alert.flapping) return;
  if (alert.clearedAt === null || alert.endedBy !== 'clear') return;
  const row = state.habits.get(place);
  const habit = row?.keys[checkOf(alert)];
  if (row === undefined || habit === undefined) return;
  const lasted = Math.max(1, Math.ceil((alert.clearedAt - alert.openedAt) / minuteMs));
  const episode = [Math.floor(alert.openedAt / minuteMs), lasted] as const;
  habit.episodes = [...(habit.episodes ?? []), episode].slice(-mostEpisodes);
  state.habits.put(place, row);
}

/** Null: it is news, or must not wait. */
export function expectedAt(state: JudgingState, alert: Alert, policy: Known): Expected | null {
  if (!isFlagged(policy, 'expected-hour') || !canBeExpected(alert) || alert.severity === 'critical') return null;
  const habit = state.habits.get(placeOf(alert))?.keys[checkOf(alert)];
  return habit?.episodes === undefined ? null : judge(habit.episodes, alert.openedAt, policy);
}

function canBeExpected({ endsBy, category }: Alert): boolean {
  return endsBy !== 'quiet' && category !== 'security';
}

function judge(episodes: NonNullable<Habit['episodes']>, at: number, { expected, timezone }: Known): Expected | null {
  if (episodes.length < expected.days) return null;
  const from = Math.floor(at / minuteMs) - mostEpisodes * dayMinutes - expected.withinMs / minuteMs;
  const minute = minuteOfDay(at, timezone);
  const recent = episodes.filter(([began]) => began >= from);
  const fitting = recent.filter(
    ([began]) => around(minuteOfDay(began * minuteMs, timezone), minute) * minuteMs <= expected.withinMs,
  );
  const days = new Set(fitting.map(([began]) => Math.round((Math.floor(at / minuteMs) - began) / dayMinutes)));
  days.delete(0);
  // What also comes at other hours is no matter of the hour.
  if (days.size < expected.days || fitting.length < recent.length * expected.share) return null;
  const [, usual = 0] = fitting.map(([, lasted]) => lasted).sort((a, b) => b - a);
  const holdMs = Math.round(usual * minuteMs * expected.overrun);
  return { days: days.size, of: mostEpisodes, withinMs: expected.withinMs, usualMs: usual * minuteMs, holdMs };
}

/** On a site's clock: a nightly job moves with summer time. */
function minuteOfDay(at: number, zone: string): number {
  const { hour, minute } = wallTime(at, zone);
  return hour * 60 + minute;
}

/** How far two times of day are apart. */
function around(a: number, b: number): number {
  const apart = Math.abs(a - b);
  return Math.min(apart, dayMinutes - apart);
}
