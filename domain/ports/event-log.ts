// The log of records: append durably, read in order. Adapters: SQLite files, memory, Kafka.
import type { LogRecord, StoredRecord, StreamName } from '../record.ts';

export interface Position {
  readonly partition: number;
  readonly offset: number;
}

export interface EventLog {
  /** Names this very stream; another identity means the log was recreated and state must be rebuilt. */
  identity(stream: StreamName): Promise<string>;
  partitions(stream: StreamName): number;
  /**
   * Resolves once all records are durable, in order. A record whose `from` is not above the high-water mark of its
   * producing stage and partition, or whose `deliveryId` is known, is not written again; its first position is
   * returned (offset −1 if only the high-water mark knows it). Each record goes to the partition of its key, or all to
   * the one that is named. Two processes that append for one stage at once, as a late owner may, can still leave a
   * repeat: readers drop it by the same mark.
   * @throws AdapterError `log-full` (retryable) when the disk is full; nothing of the call is then kept.
   */
  append(stream: StreamName, records: readonly LogRecord[], partition?: number): Promise<readonly Position[]>;
  /** At most `max` records from `from` on, in offset order; empty at the end. Retained records only: may start later. */
  read(stream: StreamName, partition: number, from: number, max: number): Promise<readonly StoredRecord[]>;
  /** The offset that the next record will get. */
  end(stream: StreamName, partition: number): Promise<number>;
  /** Resolves when `end > from`, or when the signal aborts. */
  waitFor(stream: StreamName, partition: number, from: number, signal: AbortSignal): Promise<void>;
  /** Drops whole segments whose records were all received before `beforeMs`. Returns how many records went. */
  trim(stream: StreamName, beforeMs: number): Promise<number>;
  close(): Promise<void>;
}
