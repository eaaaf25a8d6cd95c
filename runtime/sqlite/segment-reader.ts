// The log's files, read: from an offset on, over the days, each record held against its checksum.
import { basename } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { statSync } from 'node:fs';
import type { StoredRecord, StreamName } from '../../domain/record.ts';
import { damagedRecord } from '../log/dead-letter.ts';
import { parseLine } from '../log/record-line.ts';
import { asAdapterError, openForReading } from './database.ts';
import { recordChecksum } from './record-checksum.ts';
import { readHead } from './segment.ts';
import type { SegmentHead } from './segment.ts';

/** Connections that stay open; a reader far behind opens the others as it goes. */
const openFiles = 3;
const cacheBytes = 1 << 20;

interface OpenFile {
  readonly database: DatabaseSync;
  readonly select: StatementSync;
  readonly first: number;
}

interface Found {
  readonly offset: number;
  readonly receivedAt: number;
  readonly crc: number;
  /** Text, unless the disk changed the type that SQLite keeps with each value. */
  readonly line: unknown;
}

export interface Range {
  readonly from: number;
  /** The stream's end: nothing from here on. */
  readonly end: number;
  readonly max: number;
  readonly maxBytes: number;
}

export interface SegmentSize {
  readonly path: string;
  readonly bytes: number;
  readonly lastReceivedAt: number;
}

export class SegmentReader {
  readonly #stream: StreamName;
  #paths: string[];
  readonly #open = new Map<string, OpenFile>();

  constructor(stream: StreamName, paths: readonly string[]) {
    this.#stream = stream;
    this.#paths = [...paths];
  }

  addFile(path: string): void {
    if (!this.#paths.includes(path)) this.#paths.push(path);
  }

  removeFiles(paths: readonly string[]): void {
    this.#paths = this.#paths.filter((path) => !paths.includes(path));
    for (const path of paths) this.#close(path);
  }

  /** At least one record if the files hold one in the range, whatever its size. @throws AdapterError `log-damaged`. */
  read(range: Range): StoredRecord[] {
    for (let at = this.#indexFor(range.from); at < this.#paths.length; at++) {
      const path = this.#paths[at] as string;
      const records = this.#guarded(path, () => this.#readFile(path, this.#endOf(at, range)));
      if (records.length > 0) return records;
    }
    return [];
  }

  /** Oldest first. */
  sizes(): SegmentSize[] {
    return this.#paths.map((path) => {
      const { lastReceivedAt } = this.#guarded(path, () => this.#headOf(path));
      return { path, bytes: sizeOf(path) + sizeOf(`${path}-wal`), lastReceivedAt };
    });
  }

  close(): void {
    for (const path of [...this.#open.keys()]) this.#close(path);
  }

  /** The newest file that begins at or before the offset, else the oldest. */
  #indexFor(from: number): number {
    for (let at = this.#paths.length - 1; at > 0; at--) {
      const path = this.#paths[at] as string;
      if (this.#guarded(path, () => this.#file(path)).first <= from) return at;
    }
    return 0;
  }

  /** A file's records end where the next file begins. */
  #endOf(at: number, range: Range): Range {
    const next = this.#paths[at + 1];
    return next === undefined ? range : { ...range, end: this.#guarded(next, () => this.#file(next)).first };
  }

  #readFile(path: string, { from, end, max, maxBytes }: Range): StoredRecord[] {
    const { select, first } = this.#file(path);
    const records: StoredRecord[] = [];
    let bytes = 0;
    let expected = Math.max(from, first);
    for (const row of select.iterate(expected, end, max)) {
      const found = row as unknown as Found;
      bytes += textOf(found.line).length;
      if (bytes > maxBytes && records.length > 0) return records;
      while (expected < found.offset && records.length < max) records.push(this.#missing(path, expected++));
      if (records.length >= max) return records;
      records.push(this.#checked(path, found));
      expected = found.offset + 1;
    }
    while (expected < end && records.length < max) records.push(this.#missing(path, expected++));
    return records;
  }

  #checked(path: string, { offset, receivedAt, crc, line }: Found): StoredRecord {
    const place = { stream: this.#stream, partition: 0, offset };
    if (typeof line === 'string' && recordChecksum(offset, receivedAt, line) === crc) return parseLine(line, place);
    const reason = `${basename(path)}: the record at offset ${offset} is not the one that was written`;
    return damagedRecord(place, { reason, found: textOf(line) });
  }

  #missing(path: string, offset: number): StoredRecord {
    const reason = `${basename(path)}: the record at offset ${offset} is missing`;
    return damagedRecord({ stream: this.#stream, partition: 0, offset }, { reason, found: '' });
  }

  #headOf(path: string): SegmentHead {
    return readHead(this.#file(path).database, path);
  }

  #file(path: string): OpenFile {
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    const oldest = this.#open.keys().next().value;
    if (this.#open.size >= openFiles && oldest !== undefined) this.#close(oldest);
    const database = openForReading(path, cacheBytes);
    const file = { database, select: database.prepare(selectRange), first: readHead(database, path).first };
    this.#open.set(path, file);
    return file;
  }

  #close(path: string): void {
    this.#open.get(path)?.database.close();
    this.#open.delete(path);
  }

  #guarded<T>(path: string, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw asAdapterError(thrown, 'log', path);
    }
  }
}

const selectRange = `SELECT "offset", receivedAt, crc, line FROM records
  WHERE "offset" >= ? AND "offset" < ? ORDER BY "offset" LIMIT ?`;

function textOf(line: unknown): string {
  return typeof line === 'string' ? line : '';
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
