// A state store around another one, which it asks for all but what its own kind does otherwise.
import type { Row, Scan, StageState, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';

export abstract class StoreAround implements StateStore {
  protected abstract get inner(): StateStore;

  abstract commit(unit: UnitOfWork): Promise<void>;

  position(stage: string, partition: number): Promise<StageState | null> {
    return this.inner.position(stage, partition);
  }

  load(stage: string, partition: number): AsyncIterable<readonly Row[]> {
    return this.inner.load(stage, partition);
  }

  claim(stage: string, partition: number): Promise<number> {
    return this.inner.claim(stage, partition);
  }

  get(stage: string, partition: number, table: string, key: string): Promise<string | null> {
    return this.inner.get(stage, partition, table, key);
  }

  scan(stage: string, partition: number, table: string, scan: Scan): Promise<readonly Row[]> {
    return this.inner.scan(stage, partition, table, scan);
  }

  hash(stage: string, partition: number): Promise<string> {
    return this.inner.hash(stage, partition);
  }

  reset(stage: string, partition: number): Promise<void> {
    return this.inner.reset(stage, partition);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
