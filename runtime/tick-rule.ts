// When the owner of a partition tells its stage the time: live, in replay and in backtests alike.
const grainMs = 1_000;
const quietMs = 60_000;

export interface TickNeed {
  /** Time of the last tick, or of the first record where none came yet; null: nothing was ever read. */
  readonly tickedMs: number | null;
  readonly nextDueAt: number | null;
}

/** Epoch ms of the next tick: the whole second at which the next timer is due, else the next whole minute. */
export function nextTickAt({ tickedMs, nextDueAt }: TickNeed): number | null {
  if (tickedMs === null) return null;
  const minute = after(tickedMs, quietMs);
  if (nextDueAt === null) return minute;
  return Math.min(minute, Math.max(after(tickedMs, grainMs), Math.ceil(nextDueAt / grainMs) * grainMs));
}

function after(atMs: number, stepMs: number): number {
  return (Math.floor(atMs / stepMs) + 1) * stepMs;
}
