// How fast a host speaks, and from it how long its silence must last before what it said is over: one session per host.
// Judgement-measured, "Sources that never clear"; factor and plateau: docs/judgement.md.
import type { Policy } from '../../domain/policy.ts';

type QuietPolicy = Pick<Policy['alerts'], 'quietMs' | 'sessionGaps' | 'sessionLeastMs'>;

export interface Pace {
  readonly tenant: string;
  /** Logical time of the last problem that nobody will end. */
  readonly lastAt: number;
  /** Moving mean of the times between two of them; null: there was only one. */
  readonly everyMs: number | null;
  /** Times between, counted up to `known`. */
  readonly heard: number;
}

/** Half of the mean is the last gap: a scan is noticed as soon as it starts, and forgotten as soon as it is over. */
const weight = 0.5;
/** Before this many gaps nothing is known of a host's rhythm. */
const known = 5;

export function hearHost(pace: Pace | undefined, tenant: string, at: number): Pace {
  if (pace === undefined) return { tenant, lastAt: at, everyMs: null, heard: 0 };
  const gap = at - pace.lastAt;
  const everyMs = pace.everyMs === null ? gap : Math.round((1 - weight) * pace.everyMs + weight * gap);
  return { tenant, lastAt: at, everyMs, heard: Math.min(known, pace.heard + 1) };
}

/** The silence that ends a session; the policy's quiet time at most, and where the rhythm is not known. */
export function silenceMs({ everyMs, heard }: Pace, { quietMs, sessionGaps, sessionLeastMs }: QuietPolicy): number {
  if (everyMs === null || heard < known) return quietMs;
  return Math.min(quietMs, Math.max(sessionLeastMs, sessionGaps * everyMs));
}
