// A maintenance window as a calendar or a change system tells it: what it is for by name, times, words.
export interface ToldWindow {
  /** Unique in its feed. */
  readonly id: string;
  /** Names as people write them: ids, names or aliases of CIs, ids of redundancy groups. */
  readonly names: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
}

/** What the feed tells about, from now on; windows outside it are of no interest yet. */
export interface Horizon {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of times without a zone. */
  readonly timezone: string;
}

/** As many as one control record holds with ease. */
export const mostWindows = 5_000;
