// One sink as delivery sees it: how many calls are in the air, and whether it may be called at all.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkOutcome, TicketSink } from '../sink.ts';
import { afterFailure, afterSuccess, closedBreaker, passage } from './breaker.ts';
import type { Breaker } from './breaker.ts';

export class SinkPost {
  readonly name: string;
  readonly sink: TicketSink;
  readonly #clock: Clock;
  #breaker: Breaker = closedBreaker;
  #inTheAir = 0;

  constructor(name: string, sink: TicketSink, clock: Clock) {
    this.name = name;
    this.sink = sink;
    this.#clock = clock;
  }

  /** Whether one more call may start now; a probe allows one. */
  admits(): boolean {
    if (this.#inTheAir >= this.sink.capabilities.limits.concurrency) return false;
    return passage(this.#breaker, this.#clock.now()).pass;
  }

  /** When to ask again where the breaker is what holds calls back; null: it is not, or a probe will answer. */
  restsUntil(): number | null {
    const state = passage(this.#breaker, this.#clock.now());
    return state.pass ? null : state.until;
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
  }

  answers(outcome: SinkOutcome): void {
    this.#inTheAir -= 1;
    const ill = outcome.outcome === 'in-doubt' || (outcome.outcome === 'failed' && outcome.systemic);
    const retryAfterMs = outcome.outcome === 'failed' ? outcome.retryAfterMs : undefined;
    this.#breaker = ill ? afterFailure(this.#breaker, this.name, this.#clock.now(), retryAfterMs) : afterSuccess();
  }
}
