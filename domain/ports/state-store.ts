// What a stage knows, committed together with how far it has read and what it writes.
import type { LogRecord, StreamName } from '../record.ts';

export interface Row {
  readonly table: string;
  readonly key: string;
  /** JSON text. */
  readonly json: string;
}
export type RowChange = Row | { readonly table: string; readonly key: string; readonly json: null };

export interface Outgoing {
  readonly stream: StreamName;
  readonly record: LogRecord;
}

/** All or nothing. */
export interface UnitOfWork {
  readonly stage: string;
  readonly partition: number;
  readonly epoch: number;
  /** Log identity of the stream that was read. */
  readonly log: string;
  /** The next offset to read. */
  readonly offset: number;
  /** Chained SHA-256 over every record the stage ever wrote. */
  readonly chain: string;
  readonly rows: readonly RowChange[];
  readonly out: readonly Outgoing[];
}

export interface StageState {
  readonly offset: number;
  readonly epoch: number;
  readonly log: string;
  readonly chain: string;
}

export interface Scan {
  readonly prefix?: string;
  /** Exclusive bound to go on from. */
  readonly after?: string;
  readonly limit: number;
  readonly descending?: boolean;
}

export interface StateStore {
  /** Where the stage stands, or null if it never committed. */
  position(stage: string, partition: number): Promise<StageState | null>;
  /** Every row of the stage, in table and key order, in portions. */
  load(stage: string, partition: number): AsyncIterable<readonly Row[]>;
  /** Takes ownership: later commits with a lower epoch are refused. */
  claim(stage: string, partition: number): Promise<number>;
  /**
   * Rows, position and outgoing records in one transaction; resolves once durable *and* the outgoing records are
   * readable in the log.
   * @throws AdapterError `epoch-fenced` (lower epoch), `offset-replayed` (offset not above the committed one),
   *   `state-full` (retryable: disk full; nothing was kept).
   */
  commit(unit: UnitOfWork): Promise<void>;
  get(stage: string, partition: number, table: string, key: string): Promise<string | null>;
  /** Rows of one table in key order (code units). */
  scan(stage: string, partition: number, table: string, scan: Scan): Promise<readonly Row[]>;
  /** SHA-256 over all rows of the stage in table and key order. */
  hash(stage: string, partition: number): Promise<string>;
  /** Forgets the stage: rows, position. The epoch stays. */
  reset(stage: string, partition: number): Promise<void>;
  close(): Promise<void>;
}
