// In which rhythms a thing may come at the same hour, on the site's clock: every day, every week, every month.
import { isFlagged } from '../../domain/flags.ts';
import type { Policy } from '../../domain/policy.ts';
import { wallTime, type WallTime } from '../../domain/zoned-time.ts';

export const minuteMs = 60_000;
export const dayMinutes = 24 * 60;

export type Period = 'day' | 'week' | 'month';

export interface Rhythm {
  readonly period: Period;
  /** On how many of the last `of` days, weeks or months it must have come. */
  readonly times: number;
  readonly of: number;
  /** How far back that is, in days. */
  readonly days: number;
  /**
   * What it usually lasts, of durations from the longest on. Of a week of nights the longest is left out; of a handful of
   * weeks or months the middle one counts, so that two that hung teach no patience either.
   */
  readonly usual: (longestFirst: readonly number[]) => number;
  /** How many periods lie between two minutes (since 1970) of the same hour; null: not at the same place in them. */
  readonly apart: (began: number, at: number, zone: string) => number | null;
}

type Known = Pick<Policy, 'flags' | 'expected'>;

/** From the shortest to the longest. */
export function rhythmsOf(policy: Known): [daily: Rhythm, ...rarer: Rhythm[]] {
  const { days, weeks, months } = policy.expected;
  const daily: Rhythm = { period: 'day', times: days, of: 7, days: 7, usual: second, apart: daysApart };
  if (!isFlagged(policy, 'expected-weeks')) return [daily];
  return [
    daily,
    ...(weeks === null ? [] : [{ ...weekly, times: weeks }]),
    ...(months === null ? [] : [{ ...monthly, times: months }]),
  ];
}

const weekly = { period: 'week', of: 5, days: 35, usual: middle, apart: weeksApart } as const;
const monthly = { period: 'month', of: 3, days: 92, usual: middle, apart: monthsApart } as const;

function second([, longest = 0]: readonly number[]): number {
  return longest;
}

/** Of two in the middle the longer one. */
function middle(longestFirst: readonly number[]): number {
  return longestFirst[Math.floor((longestFirst.length - 1) / 2)] ?? 0;
}

/** Rounded: on a clock that was put forward, what comes at the same hour is an hour less than a day apart. */
function daysApart(began: number, at: number): number {
  return Math.round((at - began) / dayMinutes);
}

function weeksApart(began: number, at: number): number | null {
  const days = daysApart(began, at);
  return days % 7 === 0 ? days / 7 : null;
}

/** The same day counted from the first, or from the last: both the 1st and the last of a month are usual. */
function monthsApart(began: number, at: number, zone: string): number | null {
  const [then, now] = [wallTime(began * minuteMs, zone), wallTime(at * minuteMs, zone)];
  const isSame = then.day === now.day || daysLeft(then) === daysLeft(now);
  return isSame ? (now.year - then.year) * 12 + now.month - then.month : null;
}

function daysLeft({ year, month, day }: WallTime): number {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return lastDay - day;
}

/** How far two times of day are apart on the site's clock, in minutes: a nightly job moves with summer time. */
export function hoursApart(began: number, at: number, zone: string): number {
  const apart = Math.abs(minuteOfDay(began, zone) - minuteOfDay(at, zone));
  return Math.min(apart, dayMinutes - apart);
}

function minuteOfDay(minutes: number, zone: string): number {
  const { hour, minute } = wallTime(minutes * minuteMs, zone);
  return hour * 60 + minute;
}
