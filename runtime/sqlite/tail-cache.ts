// The newest records of each stream, kept in memory: who reads close behind the writer asks no disk and parses once.
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { parseLine } from '../log/record-line.ts';

/** `line` until somebody reads it, then `record`. */
interface Kept {
  line: string | null;
  record: StoredRecord | null;
  readonly bytes: number;
}

interface StreamTail {
  first: number;
  kept: Kept[];
  /** Entries at the front of `kept` that are gone. */
  gone: number;
}

export interface TailSlice {
  readonly stream: StreamName;
  readonly from: number;
  readonly max: number;
  readonly maxBytes: number;
}

const compactFrom = 1_024;

export class TailCache {
  readonly #limitBytes: number;
  readonly #tails = new Map<StreamName, StreamTail>();
  /** Streams in the order in which their records came: the oldest goes first. */
  #order: StreamName[] = [];
  #oldest = 0;
  #bytes = 0;

  /** Bounds the text of the records; parsed they take a few times as much. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** `record`: what the line reads as, where that is known already. */
  add(stream: StreamName, offset: number, line: string, record: LogRecord | null = null): void {
    const tail = this.#tails.get(stream) ?? { first: offset, kept: [], gone: 0 };
    this.#tails.set(stream, tail);
    const next = tail.first + tail.kept.length - tail.gone;
    if (offset < next) return;
    if (offset > next) this.#clear(tail, offset);
    const read = record === null ? null : { ...record, stream, partition: 0, offset };
    tail.kept.push({ line: read === null ? line : null, record: read, bytes: line.length });
    this.#order.push(stream);
    this.#bytes += line.length;
    while (this.#bytes > this.#limitBytes) this.#dropOldest();
  }

  /** Null when the cache does not hold the record at `from`. At least one record, whatever its size. */
  read({ stream, from, max, maxBytes }: TailSlice): StoredRecord[] | null {
    const tail = this.#tails.get(stream);
    if (tail === undefined || from < tail.first) return null;
    const records: StoredRecord[] = [];
    let bytes = 0;
    for (let at = tail.gone + from - tail.first; at < tail.kept.length && records.length < max; at++) {
      const kept = tail.kept[at] as Kept;
      bytes += kept.bytes;
      if (bytes > maxBytes && records.length > 0) break;
      records.push(parsed(kept, stream, tail.first + at - tail.gone));
    }
    return records.length === 0 ? null : records;
  }

  /** A trim may have taken them from the files too. */
  forget(stream: StreamName): void {
    const tail = this.#tails.get(stream);
    if (tail !== undefined) this.#clear(tail, tail.first + tail.kept.length - tail.gone);
  }

  #dropOldest(): void {
    const tail = this.#tails.get(this.#order[this.#oldest] as StreamName);
    this.#oldest += 1;
    if (this.#oldest >= compactFrom && this.#oldest * 2 > this.#order.length) {
      this.#order = this.#order.slice(this.#oldest);
      this.#oldest = 0;
    }
    if (tail !== undefined) this.#dropFirst(tail);
  }

  #dropFirst(tail: StreamTail): void {
    const kept = tail.kept[tail.gone];
    if (kept === undefined) return;
    this.#bytes -= kept.bytes;
    tail.kept[tail.gone] = emptied;
    tail.gone += 1;
    tail.first += 1;
    if (tail.gone < compactFrom || tail.gone * 2 < tail.kept.length) return;
    tail.kept = tail.kept.slice(tail.gone);
    tail.gone = 0;
  }

  #clear(tail: StreamTail, first: number): void {
    for (let at = tail.gone; at < tail.kept.length; at++) this.#bytes -= tail.kept[at]?.bytes ?? 0;
    tail.kept = [];
    tail.gone = 0;
    tail.first = first;
  }
}

const emptied: Kept = { line: null, record: null, bytes: 0 };

function parsed(kept: Kept, stream: StreamName, offset: number): StoredRecord {
  kept.record ??= parseLine(kept.line ?? '', { stream, partition: 0, offset });
  kept.line = null;
  return kept.record;
}
