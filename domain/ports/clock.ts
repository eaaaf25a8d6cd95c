// The only place where time comes from outside the records.
export interface Clock {
  /** Epoch milliseconds; never goes back. */
  now(): number;
  /** Resolves at or after `atMs` of this clock, or when the signal aborts. */
  until(atMs: number, signal: AbortSignal): Promise<void>;
}

/** For `abort` at the end of a wait: without a reason an exception with its stack is made each time, for nobody. */
export const waitOver = 'wait over';
