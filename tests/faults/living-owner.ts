// A stage in many lives: where its owner dies, or learns that its state is lost, the next one takes the seat.
import { setTimeout as pause } from 'node:timers/promises';
import { isFault } from '../../domain/errors.ts';
import type { ReplayParticipant } from '../../runtime/replay-driver.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import type { StageSeat } from '../../runtime/stage-seat.ts';

const retryMs = 20;
const longestWaitMs = 30_000;

export class LivingOwner implements ReplayParticipant {
  readonly #seat: StageSeat;
  readonly #before: () => Promise<void>;
  #owner: StageOwner;
  /** Errors that were waited out, and those that ended a life, by code. */
  readonly met = new Map<string, number>();

  private constructor(seat: StageSeat, owner: StageOwner, before: () => Promise<void>) {
    this.#seat = seat;
    this.#owner = owner;
    this.#before = before;
  }

  /** `before` runs ahead of each step: where faults come from. */
  static async open(seat: StageSeat, before: () => Promise<void>): Promise<LivingOwner> {
    return new LivingOwner(seat, await StageOwner.open(seat), before);
  }

  get name(): string {
    return this.#owner.name;
  }

  get chain(): string {
    return this.#owner.chain;
  }

  get tickAt(): number | null {
    return this.#owner.tickAt;
  }

  get hasTimer(): boolean {
    return this.#owner.hasTimer;
  }

  async step(): Promise<number> {
    await this.#before();
    return this.#patiently(() => this.#owner.step());
  }

  async tick(): Promise<void> {
    await this.#patiently(() => this.#owner.tick());
  }

  /** As a process that ended and was started again. */
  async reopen(): Promise<void> {
    await this.#patiently(async () => {
      this.#owner = await StageOwner.open(this.#seat);
    });
  }

  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let waited = 0; waited < longestWaitMs; waited += retryMs) {
      try {
        return await work();
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown;
        this.met.set(thrown.code, (this.met.get(thrown.code) ?? 0) + 1);
        if (thrown.retryable) await pause(retryMs);
        else await this.reopen();
      }
    }
    throw new Error(`${this.name} never came back`);
  }
}
