// A clock that stands still until it is told the time: for replay and tests.
import type { Clock } from '../../domain/ports/clock.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export class ToldClock implements Clock {
  #nowMs: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  /** Wakes the sleepers in the order of their times. An earlier time than now changes nothing. */
  advanceTo(atMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, atMs);
    const due = [...this.#sleepers].filter((sleeper) => sleeper.atMs <= this.#nowMs);
    for (const sleeper of due.sort((a, b) => a.atMs - b.atMs)) sleeper.wake();
  }

  /** Earliest time that somebody waits for. */
  nextWake(): number | null {
    const times = [...this.#sleepers].map((sleeper) => sleeper.atMs);
    return times.length === 0 ? null : Math.min(...times);
  }

  until(atMs: number, signal: AbortSignal): Promise<void> {
    if (atMs <= this.#nowMs || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { atMs, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
