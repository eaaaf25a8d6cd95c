// Keeps the seats of one stage taken: one per partition that is ours, taken again when another owner was quicker.
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';

/** Who sits on a seat: a stage's runner, delivery. */
export interface Occupant {
  /** Rejects when it cannot go on. */
  readonly done: Promise<unknown>;
  stop(): Promise<void>;
}

export interface LostSeat {
  readonly partition: number;
  readonly code: string;
  readonly reason: string;
}

export interface SeatPlan<T extends Occupant> {
  /** Claims the partition and brings what sits there to where it stood. */
  readonly occupy: (partition: number) => Promise<T>;
  /** Whether this process may take seats at all now. */
  readonly mayTake: () => boolean;
  readonly pace: Clock;
  readonly onLost?: (told: LostSeat) => void;
}

/** Both ends of a hand-over have heard of it by then. */
const takeAgainMs = 1_000;
/** Another owner has claimed it, or its state is gone: whoever holds the seat begins again from what is there. */
const beginsAgain = new Set(['epoch-fenced', 'state-lost']);

interface Seat<T> {
  readonly leaving: AbortController;
  readonly ended: Promise<void>;
  readonly tried: PromiseWithResolvers<null>;
  occupant: T | null;
}

export class SeatKeeper<T extends Occupant> {
  /** Rejects at a fault that taking the seat again does not cure. */
  readonly failed: Promise<never>;
  readonly #plan: SeatPlan<T>;
  readonly #seats = new Map<number, Seat<T>>();
  readonly #last = new Map<number, Promise<void>>();
  readonly #fail: (fault: unknown) => void;

  constructor(plan: SeatPlan<T>) {
    this.#plan = plan;
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    this.failed = promise;
    this.#fail = reject;
  }

  /** These partitions are ours, and no others. */
  hold(partitions: readonly number[]): void {
    for (const [partition, seat] of this.#seats) {
      if (partitions.includes(partition)) continue;
      seat.leaving.abort();
      this.#seats.delete(partition);
    }
    for (const partition of partitions) if (!this.#seats.has(partition)) this.#take(partition);
  }

  /** Who sits where, now. */
  occupants(): ReadonlyMap<number, T> {
    const seated = [...this.#seats].flatMap(([partition, { occupant }]) =>
      occupant === null ? [] : [[partition, occupant] as const],
    );
    return new Map(seated);
  }

  /** Each seat was taken once, or could not be for now. */
  async tried(): Promise<void> {
    await Promise.all([...this.#seats.values()].map(({ tried }) => tried.promise));
  }

  /** Gives all seats back, each after the work in hand. */
  async stop(): Promise<void> {
    this.hold([]);
    await Promise.all(this.#last.values());
  }

  #take(partition: number): void {
    const leaving = new AbortController();
    const before = this.#last.get(partition) ?? Promise.resolve();
    const tried = Promise.withResolvers<null>();
    const seat: Seat<T> = { leaving, tried, occupant: null, ended: before.then(() => this.#sit(partition, seat)) };
    this.#seats.set(partition, seat);
    this.#last.set(partition, seat.ended);
  }

  async #sit(partition: number, seat: Seat<T>): Promise<void> {
    const { signal } = seat.leaving;
    const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    signal.addEventListener('abort', () => seat.tried.resolve(null), { once: true });
    while (!signal.aborted) {
      try {
        if (this.#plan.mayTake()) await this.#sitOnce(partition, seat, left);
      } catch (thrown) {
        if (!this.#isCurable(partition, thrown)) return;
      }
      seat.tried.resolve(null);
      await this.#pause(signal);
    }
  }

  async #sitOnce(partition: number, seat: Seat<T>, left: Promise<void>): Promise<void> {
    const occupant = await this.#plan.occupy(partition);
    seat.occupant = occupant;
    seat.tried.resolve(null);
    try {
      await Promise.race([left, occupant.done]);
    } finally {
      seat.occupant = null;
      await occupant.stop();
    }
  }

  #isCurable(partition: number, thrown: unknown): boolean {
    const isCurable = isFault(thrown) && (thrown.retryable || beginsAgain.has(thrown.code));
    if (isCurable) this.#plan.onLost?.({ partition, code: thrown.code, reason: thrown.message });
    else this.#fail(thrown);
    return isCurable;
  }

  async #pause(signal: AbortSignal): Promise<void> {
    const { pace } = this.#plan;
    await pace.until(pace.now() + takeAgainMs, signal);
  }
}
