// One sink as delivery sees it: how many calls are in the air, and whether it may be called at all.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkOutcome, TicketSink } from '../sink.ts';
import { afterFailure, afterSuccess, closedBreaker, passage } from './breaker.ts';
import type { Breaker } from './breaker.ts';
import { afterSending, noneSent, waitFor } from './quota.ts';
import type { Quota } from './quota.ts';

export class SinkPost {
  readonly name: string;
  readonly sink: TicketSink;
  readonly #clock: Clock;
  #breaker: Breaker = closedBreaker;
  #inTheAir = 0;
  #quota: Quota | null;

  constructor(name: string, sink: TicketSink, clock: Clock) {
    const { perMinute } = sink.capabilities.limits;
    this.#quota = perMinute === undefined ? null : noneSent(perMinute);
    this.name = name;
    this.sink = sink;
    this.#clock = clock;
  }

  /** Whether one more call may start now; a probe allows one. */
  admits(urgent: boolean): boolean {
    if (this.#inTheAir >= this.sink.capabilities.limits.concurrency) return false;
    const now = this.#clock.now();
    return passage(this.#breaker, now).pass && this.#quotaUntil(urgent, now) === null;
  }

  /** When to ask again where breaker or quota hold calls back; null: they do not, or a probe will answer. */
  restsUntil(urgent: boolean): number | null {
    const now = this.#clock.now();
    const state = passage(this.#breaker, now);
    return state.pass ? this.#quotaUntil(urgent, now) : state.until;
  }

  #quotaUntil(urgent: boolean, now: number): number | null {
    return this.#quota === null ? null : waitFor(this.#quota, urgent, now);
  }

  get resting(): boolean {
    return this.#breaker.openUntil !== 0;
  }

  get inTheAir(): number {
    return this.#inTheAir;
  }

  starts(): void {
    const state = passage(this.#breaker, this.#clock.now());
    if (state.pass && state.probe) this.#breaker = { ...this.#breaker, probing: true };
    this.#inTheAir += 1;
    if (this.#quota !== null) this.#quota = afterSending(this.#quota, this.#clock.now());
  }

  answers(outcome: SinkOutcome): void {
    this.#inTheAir -= 1;
    const ill = outcome.outcome === 'in-doubt' || (outcome.outcome === 'failed' && outcome.systemic);
    const retryAfterMs = outcome.outcome === 'failed' ? outcome.retryAfterMs : undefined;
    this.#breaker = ill ? afterFailure(this.#breaker, this.name, this.#clock.now(), retryAfterMs) : afterSuccess();
  }
}
