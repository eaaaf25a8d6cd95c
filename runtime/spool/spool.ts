// What waits on disk for the log to come back: an embedded log of its own, with how much of it has been moved.
import { existsSync, rmSync } from 'node:fs';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { lineOf } from '../log/record-line.ts';
import { openSqliteStores } from '../sqlite/open-sqlite-stores.ts';
import type { SqliteStores } from '../sqlite/open-sqlite-stores.ts';

/** What doors write, in the order in which it is moved. */
const spooled: readonly StreamName[] = ['dead-letters', 'unmatched', 'events'];
const batchRecords = 256;

interface Cursor {
  readonly epoch: number;
  readonly log: string;
  offset: number;
}

export class Spool {
  readonly ready: Promise<void>;
  readonly #folder: string;
  readonly #stores: Promise<SqliteStores>;
  readonly #cursors = new Map<StreamName, Cursor>();
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#stores = openSqliteStores({ folder });
    this.ready = this.#recall();
    this.ready.catch(() => undefined);
  }

  static isLeftIn(folder: string): boolean {
    return existsSync(folder);
  }

  /** Text of what waits. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves once durable. */
  async add(stream: StreamName, records: readonly LogRecord[]): Promise<void> {
    // Counted before anything is waited for: a spool that something is on its way to is not empty.
    const bytes = bytesOf(records);
    this.#bytes += bytes;
    try {
      await this.ready;
      await (await this.#stores).log.append(stream, records);
    } catch (thrown) {
      this.#bytes -= bytes;
      throw thrown;
    }
  }

  /** All that waits now. What was moved before a crash, and not noted, is moved again: a repeat, as senders repeat. */
  async moveTo(log: EventLog): Promise<number> {
    await this.ready;
    let moved = 0;
    for (const stream of spooled) moved += await this.#moveStream(stream, log);
    return moved;
  }

  async close(): Promise<void> {
    await (await this.#stores).close();
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #recall(): Promise<void> {
    const { log, store } = await this.#stores;
    for (const stream of spooled) {
      const epoch = await store.claim(stageOf(stream), 0);
      const offset = (await store.position(stageOf(stream), 0))?.offset ?? 0;
      this.#cursors.set(stream, { epoch, log: await log.identity(stream), offset });
      for (let at = offset; ;) {
        const records = await log.read(stream, 0, at, batchRecords);
        const last = records.at(-1);
        if (last === undefined) break;
        this.#bytes += bytesOf(records.map(plain));
        at = last.offset + 1;
      }
    }
  }

  async #moveStream(stream: StreamName, log: EventLog): Promise<number> {
    const { log: own, store } = await this.#stores;
    const cursor = this.#cursors.get(stream) as Cursor;
    for (let moved = 0; ;) {
      const records = (await own.read(stream, 0, cursor.offset, batchRecords)).map(plain);
      if (records.length === 0) return moved;
      await log.append(stream, records);
      cursor.offset += records.length;
      const place = { stage: stageOf(stream), partition: 0, ...cursor };
      await store.commit({ ...place, chain: '', rows: [], out: [] });
      this.#bytes -= bytesOf(records);
      moved += records.length;
    }
  }
}

function stageOf(stream: StreamName): string {
  return `spool-${stream}`;
}

/** Without its place in the spool. */
function plain({
  stream: _stream,
  partition: _partition,
  offset: _offset,
  ...record
}: LogRecord & { stream: unknown; partition: unknown; offset: unknown }): LogRecord {
  return record;
}

function bytesOf(records: readonly LogRecord[]): number {
  return records.reduce((sum, record) => sum + lineOf(record).length, 0);
}
