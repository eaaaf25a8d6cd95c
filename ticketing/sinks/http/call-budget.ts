// How many calls a system still takes in this minute: what we spent, and what its own headers say.
import type { Clock } from '../../../domain/ports/clock.ts';

const windowMs = 60_000;

export class CallBudget {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #perMinute: number;
  /** When each call of the last minute went, oldest first. */
  #spent: number[] = [];
  #emptyUntil = 0;

  constructor(clock: Pick<Clock, 'now'>, perMinute: number) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  /** 0: go, and it counts; else ms until there is room again. */
  take(): number {
    const now = this.#clock.now();
    this.#spent = this.#spent.filter((at) => at > now - windowMs);
    const oldest = this.#spent.length < this.#perMinute ? now - windowMs : (this.#spent[0] ?? now);
    const waitMs = Math.max(oldest + windowMs, this.#emptyUntil) - now;
    if (waitMs > 0) return waitMs;
    this.#spent.push(now);
    return 0;
  }

  /** The account is shared with others: what remains counts for all. */
  learn(headers: Readonly<Record<string, string>>): void {
    const remaining = headers['x-ratelimit-remaining'] ?? '';
    if (/^\d{1,9}$/.test(remaining) && Number(remaining) === 0)
      this.#emptyUntil = (this.#spent[0] ?? this.#clock.now()) + windowMs;
  }
}
