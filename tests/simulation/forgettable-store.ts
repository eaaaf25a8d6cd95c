// State in memory that can be lost, or set back to an older moment, as a Redis can: its owners learn it at their next commit.
import { AdapterError } from '../../domain/errors.ts';
import type { StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import type { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { StoreAround } from '../fakes/store-around.ts';

export class ForgettableStore extends StoreAround {
  readonly #log: MemoryEventLog;
  readonly #history: UnitOfWork[] = [];
  /** Committed once: asked again, it is as good. */
  readonly #known = new WeakSet<UnitOfWork>();
  #store: MemoryStateStore;
  #epoch = 0;
  #lostAtEpoch = 0;

  constructor(log: MemoryEventLog) {
    super();
    this.#log = log;
    this.#store = new MemoryStateStore(log);
  }

  protected get inner(): StateStore {
    return this.#store;
  }

  /** Keeps that part of what was committed, 0 to 1, from the first commit on. */
  async forget(kept: number): Promise<void> {
    this.#history.length = Math.floor(this.#history.length * kept);
    this.#store = new MemoryStateStore(this.#log);
    for (const unit of this.#history) await this.#store.commit({ ...unit, epoch: 0, out: [] });
    this.#lostAtEpoch = this.#epoch;
  }

  override async claim(stage: string, partition: number): Promise<number> {
    this.#epoch += 1;
    let epoch = 0;
    while (epoch < this.#epoch) epoch = await this.#store.claim(stage, partition);
    return epoch;
  }

  async commit(unit: UnitOfWork): Promise<void> {
    if (this.#known.has(unit)) return;
    if (unit.epoch <= this.#lostAtEpoch) throw new AdapterError('state-lost', `${unit.stage}: lost`);
    await this.#store.commit(unit);
    this.#known.add(unit);
    this.#history.push(unit);
  }
}
