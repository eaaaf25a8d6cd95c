// A told clock for the demo: it runs at a multiple of real time, and never past what is still to be played.
import type { Clock } from '../../domain/ports/clock.ts';

export interface Show {
  readonly startMs: number;
  /** Told seconds in a real one. */
  readonly speed: number;
  /** Real time. */
  readonly pace: Clock;
}

export class ShowClock implements Clock {
  readonly #show: Show;
  readonly #waiting = new Set<() => void>();
  #beganAt: number | null = null;
  #holdMs: number;

  constructor(show: Show) {
    this.#show = show;
    this.#holdMs = show.startMs;
  }

  /** Lets it run as far as `atMs`, and stand there; the first call begins the show. Earlier than before changes nothing. */
  runTo(atMs: number): void {
    this.#beganAt ??= this.#show.pace.now();
    this.#holdMs = Math.max(this.#holdMs, atMs);
    for (const wake of this.#waiting) wake();
  }

  now(): number {
    return Math.min(this.#holdMs, Math.floor(this.#paced()));
  }

  /** Whether the show has come so far, were there nothing to wait for. */
  isDue(atMs: number): boolean {
    return this.#paced() >= atMs;
  }

  async until(atMs: number, signal: AbortSignal): Promise<void> {
    const { speed, pace } = this.#show;
    while (this.now() < atMs && !signal.aborted) {
      if (atMs > this.#holdMs) await this.#moreToRun(signal);
      else await pace.until(pace.now() + Math.max(1, Math.ceil((atMs - this.#paced()) / speed)), signal);
    }
  }

  #paced(): number {
    const { startMs, speed, pace } = this.#show;
    return this.#beganAt === null ? startMs : startMs + (pace.now() - this.#beganAt) * speed;
  }

  #moreToRun(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
