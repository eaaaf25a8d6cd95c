// A state store whose process dies at a chosen commit: just before it is durable, or just after.
import type { StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import { StoreAround } from './store-around.ts';

export type Crash = { readonly atCommit: number; readonly when: 'before' | 'after' };

export class Died extends Error {}

/** One life of a process on a store that outlives it. */
export class CrashingStore extends StoreAround {
  protected readonly inner: StateStore;
  readonly #crash: Crash | null;
  #commits = 0;
  #dead = false;

  constructor(store: StateStore, crash: Crash | null) {
    super();
    this.inner = store;
    this.#crash = crash;
  }

  async commit(unit: UnitOfWork): Promise<void> {
    if (this.#dead) throw new Died();
    this.#commits += 1;
    const now = this.#commits === this.#crash?.atCommit;
    this.#dead ||= now;
    if (now && this.#crash?.when === 'before') throw new Died();
    await this.inner.commit(unit);
    if (now) throw new Died();
  }
}
