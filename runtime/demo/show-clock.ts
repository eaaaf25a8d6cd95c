// A told clock for the demo: it stands until the show begins, runs at a multiple of real time, and stands at its end.
import type { Clock } from '../../domain/ports/clock.ts';

export interface Show {
  readonly startMs: number;
  /** Here the clock stands for good: nothing is left that time could change. */
  readonly standsMs: number;
  /** Told seconds in a real one. */
  readonly speed: number;
  /** Real time. */
  readonly pace: Clock;
}

export class ShowClock implements Clock {
  readonly #show: Show;
  #beganAt: number | null = null;
  readonly #begun: Promise<void>;
  #wake: () => void = () => undefined;

  constructor(show: Show) {
    this.#show = show;
    this.#begun = new Promise((resolve) => (this.#wake = resolve));
  }

  begin(): void {
    this.#beganAt ??= this.#show.pace.now();
    this.#wake();
  }

  now(): number {
    const { startMs, standsMs, speed, pace } = this.#show;
    if (this.#beganAt === null) return startMs;
    return Math.min(standsMs, Math.floor(startMs + (pace.now() - this.#beganAt) * speed));
  }

  async until(atMs: number, signal: AbortSignal): Promise<void> {
    const { standsMs, speed, pace } = this.#show;
    if (this.#beganAt === null && atMs > this.now()) await Promise.race([this.#begun, abortOf(signal)]);
    if (atMs > standsMs) return abortOf(signal);
    for (let left = atMs - this.now(); left > 0 && !signal.aborted; left = atMs - this.now()) {
      await pace.until(pace.now() + Math.ceil(left / speed), signal);
    }
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
