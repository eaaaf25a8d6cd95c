// When a stage's state is kept in the log: often enough that a rebuild is short, seldom enough that it costs little.
/** reliability-security §3 has 10,000 records or 30 s for a copy on the same disk. */
const records = 10_000;
/** Ours go over a network, whole: a busy stage waits this long between two, so that a large state is not written all the time. */
export const busyMs = 10 * 60_000;
/** A quiet one is kept this often, well inside the shortest retention that makes sense (a day). */
const quietMs = 6 * 60 * 60_000;

export interface SinceSnapshot {
  readonly records: number;
  /** Since the last one, or since this life began. */
  readonly ms: number;
  /** This life has kept none yet: how old the last one is, nobody looked. */
  readonly isFirst: boolean;
}

export function isSnapshotDue(since: SinceSnapshot): boolean {
  if (since.records === 0 || since.ms < busyMs) return false;
  return since.isFirst || since.records >= records || since.ms >= quietMs;
}
