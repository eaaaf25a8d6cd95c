// Wakes whoever waits for a stream to grow.
interface Waiter {
  readonly from: number;
  readonly wake: () => void;
}

export class EndWatch {
  #end: number;
  readonly #waiters = new Set<Waiter>();

  constructor(end: number) {
    this.#end = end;
  }

  get end(): number {
    return this.#end;
  }

  advance(end: number): void {
    this.#end = Math.max(this.#end, end);
    for (const waiter of this.#waiters) if (this.#end > waiter.from) waiter.wake();
  }

  waitFor(from: number, signal: AbortSignal): Promise<void> {
    if (this.#end > from || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const waiter = { from, wake };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** Nobody waits for a log that is closed. */
  wakeAll(): void {
    for (const waiter of this.#waiters) waiter.wake();
  }
}
