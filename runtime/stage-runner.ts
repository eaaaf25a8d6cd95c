// Runs one stage live: step after step, ticks when they are due, patience while log or store are not able.
import { isFault } from '../domain/errors.ts';
import { waitOver } from '../domain/ports/clock.ts';
import { StageOwner } from './stage-owner.ts';
import type { StageSeat } from './stage-seat.ts';

/** A disk that is full is asked again this often: it heals by itself. */
const firstRetryMs = 100;
const longestRetryMs = 5_000;

export interface StageProgress {
  readonly stage: string;
  /** Records since the last report. */
  readonly processed: number;
  /** Records not read yet. */
  readonly lag: number;
  readonly logicalMs: number | null;
}

export interface RunnerSeat extends StageSeat {
  /**
   * A busy stage commits at most once in this time: rows that change again and again, and pages that many rows share,
   * are then written once. A stage that was idle starts at once; one that falls behind does not wait.
   */
  readonly restMs?: number;
  readonly onProgress?: (progress: StageProgress) => void;
  /** A failure that will be tried again after `afterMs`. */
  readonly onRetry?: (told: { stage: string; code: string; reason: string; afterMs: number }) => void;
}

export class StageRunner {
  /** Rejects when the stage can't go on: another owner took it, or a defect. Resolves after `stop`. */
  readonly done: Promise<void>;
  readonly #owner: StageOwner;
  readonly #seat: RunnerSeat;
  readonly #stopped = new AbortController();
  #retryMs = firstRetryMs;

  private constructor(seat: RunnerSeat, owner: StageOwner) {
    this.#seat = seat;
    this.#owner = owner;
    this.done = this.#run();
    this.done.catch(() => undefined);
  }

  static async start(seat: RunnerSeat): Promise<StageRunner> {
    return new StageRunner(seat, await StageOwner.open(seat));
  }

  get name(): string {
    return this.#owner.name;
  }

  /** Next offset to read. */
  get offset(): number {
    return this.#owner.offset;
  }

  get chain(): string {
    return this.#owner.chain;
  }

  async lag(): Promise<number> {
    return (await this.#seat.log.end(this.#seat.input, this.#partition)) - this.#owner.offset;
  }

  /** Finishes the batch in hand. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.done.catch(() => undefined);
  }

  get #partition(): number {
    return this.#seat.partition ?? 0;
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      try {
        await this.#turn();
        this.#retryMs = firstRetryMs;
      } catch (thrown) {
        await this.#retryOrEnd(thrown);
      }
    }
  }

  async #turn(): Promise<void> {
    const { clock, restMs = 0 } = this.#seat;
    const nextAt = clock.now() + restMs;
    const processed = await this.#owner.step();
    if (processed > 0) {
      const lag = await this.lag();
      this.#report(processed, lag);
      if (restMs > 0 && lag <= processed) await clock.until(nextAt, this.#stopped.signal);
    }
    const { tickAt } = this.#owner;
    if (tickAt !== null && tickAt <= this.#seat.clock.now()) return this.#owner.tick();
    if (processed === 0) await this.#rest(tickAt);
  }

  #report(processed: number, lag: number): void {
    const { name, logicalMs } = this.#owner;
    this.#seat.onProgress?.({ stage: name, processed, lag, logicalMs });
  }

  /** Until a record comes, or the next tick is due. */
  async #rest(tickAt: number | null): Promise<void> {
    const { log, clock, input } = this.#seat;
    if (this.#stopped.signal.aborted) return;
    const over = new AbortController();
    const end = (): void => over.abort(waitOver);
    this.#stopped.signal.addEventListener('abort', end, { once: true });
    const waits = [log.waitFor(input, this.#partition, this.#owner.offset, over.signal)];
    if (tickAt !== null) waits.push(clock.until(tickAt, over.signal));
    await Promise.race(waits);
    this.#stopped.signal.removeEventListener('abort', end);
    end();
  }

  async #retryOrEnd(thrown: unknown): Promise<void> {
    if (!isFault(thrown) || !thrown.retryable) throw thrown;
    const told = { stage: this.name, code: thrown.code, reason: thrown.message, afterMs: this.#retryMs };
    this.#seat.onRetry?.(told);
    await this.#seat.clock.until(this.#seat.clock.now() + this.#retryMs, this.#stopped.signal);
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }
}
