// Decides whose time an event carries: the source's inside a window around its arrival, else ours.
import type { ClockPolicy } from './source.ts';

/** architecture "Time": Prometheus repeats a resolve for 15 min; the storm's worst honest delay is 6 min. */
export const trustedPastMs = 15 * 60_000;
/** Clocks kept by NTP differ by less; measured ones that do not were 90 s and 2 h off (sources-observed, storm). */
export const trustedFutureMs = 5_000;

export interface Told {
  /** The source's time, null if it gave none that can be read. */
  readonly atMs: number | null;
  readonly receivedAt: number;
  /** How far the source's clock is known to be ahead (positive) or behind, steadily; absent: not known. */
  readonly offsetMs?: number | undefined;
  readonly policy?: ClockPolicy;
}

export interface TimeOfEvent {
  readonly occurredAt: number;
  readonly clock: 'trusted' | 'corrected' | 'received';
}

function isTrusted(atMs: number, receivedAt: number): boolean {
  return atMs >= receivedAt - trustedPastMs && atMs <= receivedAt + trustedFutureMs;
}

const secondMs = 1_000;

/**
 * A time of whole seconds (RFC 3164 has no others) says no more than "within this second": as late in it as the arrival
 * allows, or a coarse clock would be up to a second earlier than all others, and the first cause.
 */
export function withinSecond(atMs: number, receivedAt: number): number {
  return atMs % secondMs === 0 ? Math.max(atMs, Math.min(receivedAt, atMs + secondMs - 1)) : atMs;
}

/** Never clamped to an edge of the window: that would make a slow clock the first cause. */
export function timeOf({ atMs, receivedAt, offsetMs = 0, policy = 'source' }: Told): TimeOfEvent {
  const received: TimeOfEvent = { occurredAt: receivedAt, clock: 'received' };
  if (atMs === null || policy === 'received') return received;
  const corrected = atMs - offsetMs;
  if (!isTrusted(corrected, receivedAt)) return received;
  return { occurredAt: corrected, clock: offsetMs === 0 ? 'trusted' : 'corrected' };
}
