// Whether a sink may be called at all: after failures in a row it rests, then one call asks whether it is back. Pure.
import { jitter } from './retry-delay.ts';

export interface Breaker {
  /** Systemic failures in a row. */
  readonly failures: number;
  /** No call before; 0: closed. */
  readonly openUntil: number;
  /** The one call that asks is in the air. */
  readonly probing: boolean;
}

export const closedBreaker: Breaker = { failures: 0, openUntil: 0, probing: false };

/** Five in a row are no accident; cockatiel's and resilience4j's examples use the same order. */
const tripsAt = 5;
const firstRestMs = 2_000;
const longestRestMs = 60_000;

export type Passage =
  { readonly pass: true; readonly probe: boolean } | { readonly pass: false; readonly until: number | null };

/** `until` null: wait for the probe's answer. */
export function passage(breaker: Breaker, now: number): Passage {
  if (breaker.openUntil === 0) return { pass: true, probe: false };
  if (breaker.probing) return { pass: false, until: null };
  return now >= breaker.openUntil ? { pass: true, probe: true } : { pass: false, until: breaker.openUntil };
}

export function afterSuccess(): Breaker {
  return closedBreaker;
}

/** A system that says when to come back is left alone until then, at its first word. */
function restsAsAsked(breaker: Breaker, now: number, retryAfterMs: number): Breaker {
  return { failures: breaker.failures + 1, openUntil: now + retryAfterMs, probing: false };
}

/** A probe that fails rests again; failures that were still in the air do not prolong the rest. */
export function afterFailure(breaker: Breaker, sink: string, now: number, retryAfterMs = 0): Breaker {
  if (breaker.openUntil > now && !breaker.probing) return breaker;
  const failures = breaker.failures + 1;
  if (failures < tripsAt)
    return retryAfterMs > 0 ? restsAsAsked(breaker, now, retryAfterMs) : { failures, openUntil: 0, probing: false };
  const full = Math.min(longestRestMs, firstRestMs * 2 ** Math.min(failures - tripsAt, 10));
  const rest = Math.max(retryAfterMs, Math.round(full * jitter(sink, String(failures))));
  return { failures, openUntil: now + rest, probing: false };
}
