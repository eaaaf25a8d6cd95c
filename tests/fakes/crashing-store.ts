// A state store whose process dies at a chosen commit: just before it is durable, or just after.
import type { Row, Scan, StageState, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';

export type Crash = { readonly atCommit: number; readonly when: 'before' | 'after' };

export class Died extends Error {}

/** One life of a process on a store that outlives it. */
export class CrashingStore implements StateStore {
  readonly #store: StateStore;
  readonly #crash: Crash | null;
  #commits = 0;
  #dead = false;

  constructor(store: StateStore, crash: Crash | null) {
    this.#store = store;
    this.#crash = crash;
  }

  async commit(unit: UnitOfWork): Promise<void> {
    if (this.#dead) throw new Died();
    this.#commits += 1;
    const now = this.#commits === this.#crash?.atCommit;
    this.#dead ||= now;
    if (now && this.#crash?.when === 'before') throw new Died();
    await this.#store.commit(unit);
    if (now) throw new Died();
  }

  position(stage: string, partition: number): Promise<StageState | null> {
    return this.#store.position(stage, partition);
  }

  load(stage: string, partition: number): AsyncIterable<readonly Row[]> {
    return this.#store.load(stage, partition);
  }

  claim(stage: string, partition: number): Promise<number> {
    return this.#store.claim(stage, partition);
  }

  get(stage: string, partition: number, table: string, key: string): Promise<string | null> {
    return this.#store.get(stage, partition, table, key);
  }

  scan(stage: string, partition: number, table: string, scan: Scan): Promise<readonly Row[]> {
    return this.#store.scan(stage, partition, table, scan);
  }

  hash(stage: string, partition: number): Promise<string> {
    return this.#store.hash(stage, partition);
  }

  reset(stage: string, partition: number): Promise<void> {
    return this.#store.reset(stage, partition);
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}
