// How many incidents a minute a tenant begins, whether that is a storm, and when the storm is over.
import type { Policy } from '../../../domain/policy.ts';
import type { Table } from '../../../domain/table.ts';

type StormPolicy = Policy['storm'];

const minuteMs = 60_000;

/** One row a tenant; no longer than the limit, and one entry a place that began something within the last minute. */
export interface RateRow {
  /** When the latest incidents began, the oldest first. */
  readonly begun: readonly number[];
  /** Where the latest began, and when. */
  readonly lately: Readonly<Record<string, number>>;
  /** While there is a storm: when half as many as begin one came within a minute for the last time. */
  readonly busyAt: number | null;
}

const noRate: RateRow = { begun: [], lately: {}, busyAt: null };

export const rateKey = 'incidents';

export function rateOf({ state }: { readonly state: { readonly rates: Table<RateRow> } }): RateRow {
  return state.rates.get(rateKey) ?? noRate;
}

/** When the storm is over, as far as is known by now; null: there is none. */
export function calmAt({ busyAt }: RateRow, { newPerMinute, calmMs }: StormPolicy): number | null {
  return busyAt === null || newPerMinute === null ? null : busyAt + calmMs;
}

export function isStorm(rate: RateRow, policy: StormPolicy, now: number): boolean {
  const over = calmAt(rate, policy);
  return over !== null && now < over;
}

/** Something else began there within the last minute. */
export function isBusy({ lately }: RateRow, where: string, now: number): boolean {
  return (lately[where] ?? -Infinity) > now - minuteMs;
}

export function begunLately({ begun }: RateRow, now: number): number {
  return begun.filter((at) => at > now - minuteMs).length;
}

/** One more begins. A storm starts with the first above the limit; half the limit keeps it going. */
export function noteBeginning(rate: RateRow, where: string, now: number, policy: StormPolicy): RateRow {
  const { newPerMinute } = policy;
  if (newPerMinute === null) return noRate;
  const begun = [...rate.begun.filter((at) => at > now - minuteMs), now].slice(-(newPerMinute + 1));
  const lately = Object.fromEntries(Object.entries(rate.lately).filter(([, at]) => at > now - minuteMs));
  const from = isStorm(rate, policy, now) ? newPerMinute / 2 : newPerMinute;
  const busyAt = begun.length > from ? now : isStorm(rate, policy, now) ? rate.busyAt : null;
  return { begun, lately: { ...lately, [where]: now }, busyAt };
}
