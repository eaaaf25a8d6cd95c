// Decides whether a condition changes so often that it is one unsteady alert rather than many.
import type { Policy } from '../../domain/policy.ts';

type FlapPolicy = Pick<Policy['alerts'], 'flapChanges' | 'flapWindowMs'>;

/** The recent changes with one more; only as many as the decision needs. */
export function noteChange(changedAt: readonly number[], at: number, { flapChanges }: FlapPolicy): readonly number[] {
  return [...changedAt, at].slice(-flapChanges);
}

/** At least `flapChanges` openings and clears within `flapWindowMs` (policy-defaults: 5 in 10 min). */
export function isFlapping(changedAt: readonly number[], { flapChanges, flapWindowMs }: FlapPolicy): boolean {
  const latest = changedAt.slice(-flapChanges);
  return latest.length >= flapChanges && Math.max(...latest) - Math.min(...latest) <= flapWindowMs;
}
