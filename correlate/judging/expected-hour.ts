// What comes at the same hour nearly every day, week or month and ends by itself (a backup that loads its machine): its
// ticket waits until it lasts longer than it does at other times.
import type { Alert } from '../../domain/alert.ts';
import { isFlagged } from '../../domain/flags.ts';
import type { Policy } from '../../domain/policy.ts';
import { checkOf } from './habits.ts';
import type { JudgingState } from './judging-state.ts';
import { placeOf } from './presence.ts';
import { dayMinutes, hoursApart, minuteMs, rhythmsOf, type Period, type Rhythm } from './rhythm.ts';
import type { Episode, Habit } from './working-rows.ts';

export interface Expected {
  readonly period: Period;
  /** On how many of the last days, weeks or months it came at this hour. */
  readonly times: number;
  readonly of: number;
  readonly withinMs: number;
  /** How long it lasted then; what hung teaches no patience (rhythm.ts). */
  readonly usualMs: number;
  readonly holdMs: number;
}

type Known = Pick<Policy, 'flags' | 'expected' | 'timezone'>;

/** A week of nights: what a person remembers of "every night". */
const mostEpisodes = 7;
/** What no night explains: five weeks of what comes on four days of each. */
const mostRarer = 20;

/**
 * An alert ended because its source said so: when it began and how long it lasted, in minutes. What a nightly rhythm does not
 * explain is remembered apart: the long backup of Sundays is not lost among the short ones of every night.
 */
export function rememberHour(state: JudgingState, place: string, alert: Alert, policy: Known): void {
  if (!isFlagged(policy, 'expected-hour') || !canBeExpected(alert) || alert.flapping) return;
  if (alert.clearedAt === null || alert.endedBy !== 'clear') return;
  const row = state.habits.get(place);
  const habit = row?.keys[checkOf(alert)];
  if (row === undefined || habit === undefined) return;
  const lasted = Math.max(1, Math.ceil((alert.clearedAt - alert.openedAt) / minuteMs));
  const episode: Episode = [Math.floor(alert.openedAt / minuteMs), lasted];
  const [daily, ...rarer] = rhythmsOf(policy);
  const expected = judge(daily, habit.episodes ?? [], alert.openedAt, policy);
  habit.episodes = [...(habit.episodes ?? []), episode].slice(-mostEpisodes);
  const isExplained = expected !== null && lasted * minuteMs <= expected.holdMs;
  if (rarer.length > 0 && !isExplained) habit.rarer = [...(habit.rarer ?? []), episode].slice(-mostRarer);
  state.habits.put(place, row);
}

/** Null: it is news, or must not wait. Of several rhythms the longest speaks. */
export function expectedAt(state: JudgingState, alert: Alert, policy: Known): Expected | null {
  if (!isFlagged(policy, 'expected-hour') || !canBeExpected(alert) || alert.severity === 'critical') return null;
  const habit = state.habits.get(placeOf(alert))?.keys[checkOf(alert)];
  if (habit === undefined) return null;
  let longest: Expected | null = null;
  for (const rhythm of rhythmsOf(policy))
    longest = judge(rhythm, episodesOf(habit, rhythm), alert.openedAt, policy) ?? longest;
  return longest;
}

function canBeExpected({ endsBy, category }: Alert): boolean {
  return endsBy !== 'quiet' && category !== 'security';
}

function episodesOf({ episodes = [], rarer = [] }: Habit, { period }: Rhythm): readonly Episode[] {
  return period === 'day' ? episodes : rarer;
}

function judge(rhythm: Rhythm, episodes: readonly Episode[], openedAt: number, policy: Known): Expected | null {
  const { expected, timezone } = policy;
  const at = Math.floor(openedAt / minuteMs);
  const from = at - rhythm.days * dayMinutes - expected.withinMs / minuteMs;
  const recent = episodes.filter(([began]) => began >= from);
  if (daysOf(recent, at) < rhythm.times) return null;
  const atThisHour = recent.filter(([began]) => hoursApart(began, at, timezone) * minuteMs <= expected.withinMs);
  // What also comes at other hours is no matter of the hour.
  if (atThisHour.length < recent.length * expected.share) return null;
  const fitting = atThisHour.flatMap(([began, lasted]) => {
    const apart = rhythm.apart(began, at, timezone);
    return apart === null ? [] : [{ apart, lasted }];
  });
  const times = new Set(fitting.map(({ apart }) => apart).filter((apart) => apart > 0)).size;
  if (times < rhythm.times) return null;
  const usualMs = rhythm.usual(fitting.map(({ lasted }) => lasted).sort((a, b) => b - a)) * minuteMs;
  const { withinMs } = expected;
  const holdMs = Math.round(usualMs * expected.overrun);
  return { period: rhythm.period, times, of: rhythm.of, withinMs, usualMs, holdMs };
}

/** On how many days: cheap, and no fewer than what is asked next. */
function daysOf(episodes: readonly Episode[], at: number): number {
  return new Set(episodes.map(([began]) => Math.round((at - began) / dayMinutes))).size;
}
