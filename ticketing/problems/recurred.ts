// How often something happened within the time that counts, and what is known of the problem behind it. Pure.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Failure, Problem } from '../../domain/problem.ts';
import { failureKey, failureOf } from './failure-of.ts';
import { keyOfOccurrence } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';

export interface Recurred {
  readonly failure: Failure;
  /** This one among them. */
  readonly nth: number;
  readonly withinMs: number;
  readonly problem: Problem | null;
}

export interface Experience {
  readonly past: Iterable<Occurrence>;
  /** The present problem with this failure. */
  readonly problemOf: (key: string) => Problem | null;
  readonly now: number;
  readonly policy: Policy['problems'];
}

/** As judged by now, or as it was settled. */
export function failureNow(incident: Incident, known: Occurrence | undefined): Failure | null {
  return known?.settled === true ? known.failure : failureOf(incident);
}

/** Settled ones of a failure that began after `from`, oldest first. */
export function occurrencesOf(key: string, past: Iterable<Occurrence>, from: number): readonly Occurrence[] {
  const found = [...past].filter((row) => row.settled && row.at > from && keyOfOccurrence(row) === key);
  return found.sort((a, b) => a.at - b.at || (a.incident < b.incident ? -1 : 1));
}

/** Null: its cause is not clear, or it happened for the first time. */
export function recurredOf(incident: Incident, { past, problemOf, now, policy }: Experience): Recurred | null {
  const all = [...past];
  const known = all.find((row) => row.incident === incident.id);
  const failure = failureNow(incident, known);
  if (failure === null || policy.mode === 'off') return null;
  const key = failureKey(incident.tenant, failure);
  const others = occurrencesOf(key, all, now - policy.withinMs).filter((row) => row.incident !== incident.id);
  const found = problemOf(key);
  const problem = found?.state === 'proposed' || found?.state === 'open' ? found : null;
  if (others.length === 0 && problem === null) return null;
  return { failure, nth: others.length + 1, withinMs: policy.withinMs, problem };
}
