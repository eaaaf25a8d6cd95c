// One file of the log, written: the records of a stream for a day, and what its stream remembers across files.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { AdapterError } from '../../domain/errors.ts';
import type { Mark } from '../log/high-water-marks.ts';
import { checkStructure, openForWriting } from './database.ts';
import { recordChecksum } from './record-checksum.ts';
import type { LogLine } from './writer-protocol.ts';

/** Records are large and come in order: large pages. */
const tuning = { cacheBytes: 2 << 20, pageBytes: 8_192, checkpointBytes: 8 << 20 };
/** Larger files are not looked through at start; each record's checksum is looked at when it is read. */
const checkedPages = 4_096;

const schema = `
  CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), identity TEXT NOT NULL, first INTEGER NOT NULL,
    "end" INTEGER NOT NULL, lastReceivedAt INTEGER NOT NULL, crc INTEGER NOT NULL);
  CREATE TABLE records ("offset" INTEGER PRIMARY KEY, receivedAt INTEGER NOT NULL, crc INTEGER NOT NULL,
    line TEXT NOT NULL);
  CREATE TABLE marks (stage TEXT NOT NULL, "partition" INTEGER NOT NULL, "offset" INTEGER NOT NULL,
    seq INTEGER NOT NULL, PRIMARY KEY (stage, "partition")) WITHOUT ROWID;
  CREATE TABLE deliveries (id TEXT PRIMARY KEY, "offset" INTEGER NOT NULL, receivedAt INTEGER NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = 1`;

export interface SegmentHead {
  /** Of the stream, not of the file. */
  readonly identity: string;
  /** Offset of its first record. */
  readonly first: number;
  readonly end: number;
  readonly lastReceivedAt: number;
}

export const newStream = (): SegmentHead => ({ identity: randomUUID(), first: 0, end: 0, lastReceivedAt: 0 });

/** @throws AdapterError `log-damaged` when the head is not the one that was written. */
export function readHead(database: DatabaseSync, path: string): SegmentHead {
  const row = database.prepare('SELECT identity, first, "end", lastReceivedAt, crc FROM head').get();
  const head = row as unknown as (SegmentHead & { crc: number }) | undefined;
  if (head === undefined || headChecksum(head) !== head.crc) {
    throw new AdapterError('log-damaged', `${path} is damaged: its head is not the one that was written`, { at: path });
  }
  return { identity: head.identity, first: head.first, end: head.end, lastReceivedAt: head.lastReceivedAt };
}

export class Segment {
  readonly path: string;
  readonly database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #mark: StatementSync;
  readonly #remember: StatementSync;
  readonly #recall: StatementSync;
  readonly #head: StatementSync;

  /** Makes the file where there is none, to go on from `before`. */
  constructor(path: string, before: SegmentHead | null, marks: readonly Mark[] = []) {
    this.path = path;
    this.database = openForWriting(path, tuning);
    if (before !== null) this.#makeOrClose(before, marks);
    this.#insert = this.database.prepare('INSERT INTO records VALUES (?, ?, ?, ?)');
    this.#mark = this.database.prepare('INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)');
    this.#remember = this.database.prepare('INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?)');
    this.#recall = this.database.prepare('SELECT "offset", receivedAt FROM deliveries WHERE id = ?');
    this.#head = this.database.prepare('UPDATE head SET "end" = ?, lastReceivedAt = ?, crc = ?');
  }

  head(): SegmentHead {
    return readHead(this.database, this.path);
  }

  marks(): Mark[] {
    return this.database.prepare('SELECT * FROM marks').all() as unknown as Mark[];
  }

  /** @throws AdapterError `log-damaged`. */
  check(): void {
    const [pages] = Object.values(this.database.prepare('PRAGMA page_count').get() ?? {});
    if (Number(pages) <= checkedPages) checkStructure(this.database, 'log', this.path);
  }

  insert(offset: number, { line, receivedAt, deliveryId }: LogLine): void {
    this.#insert.run(offset, receivedAt, recordChecksum(offset, receivedAt, line), line);
    if (deliveryId !== undefined) this.#remember.run(deliveryId, offset, receivedAt);
  }

  delivery(id: string): { offset: number; receivedAt: number } | undefined {
    return this.#recall.get(id) as { offset: number; receivedAt: number } | undefined;
  }

  setMark({ stage, partition, offset, seq }: Mark): void {
    this.#mark.run(stage, partition, offset, seq);
  }

  setHead(head: SegmentHead): void {
    this.#head.run(head.end, head.lastReceivedAt, headChecksum(head));
  }

  close(): void {
    this.database.close();
  }

  #makeOrClose(before: SegmentHead, marks: readonly Mark[]): void {
    try {
      this.#make(before, marks);
    } catch (thrown) {
      this.database.close();
      throw thrown;
    }
  }

  #make(before: SegmentHead, marks: readonly Mark[]): void {
    const { identity, end } = before;
    const head = { identity, first: end, end, lastReceivedAt: 0 };
    this.database.exec(`BEGIN IMMEDIATE; ${schema}`);
    this.database.prepare('INSERT INTO head VALUES (1, ?, ?, ?, ?, ?)').run(identity, end, end, 0, headChecksum(head));
    const mark = this.database.prepare('INSERT INTO marks VALUES (?, ?, ?, ?)');
    for (const { stage, partition, offset, seq } of marks) mark.run(stage, partition, offset, seq);
    this.database.exec('COMMIT');
  }
}

function headChecksum({ identity, first, end, lastReceivedAt }: SegmentHead): number {
  return crc32(`${identity} ${first} ${end} ${lastReceivedAt}`);
}
