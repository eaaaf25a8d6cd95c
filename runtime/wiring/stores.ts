// Log and state as one: what a running Vigie is opened on. Memory for tests, SQLite files for life.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { Sweep } from '../log/retention.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { MemoryStateStore } from '../state/memory-state-store.ts';

export interface Stores {
  readonly log: EventLog;
  readonly store: StateStore;
  /** Files of a stream, oldest first, where the log is kept in files. */
  readonly sizes?: NonNullable<Sweep['sizes']>;
  close(): Promise<void>;
}

export function openMemoryStores(): Stores {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  return {
    log,
    store,
    close: async () => {
      await store.close();
      await log.close();
    },
  };
}
