// One partition of a stream in memory: what the SQLite files hold, without the files.
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { EndWatch } from './end-watch.ts';
import { deliveryMemoryMs, HighWaterMarks } from './high-water-marks.ts';
import { lineOf, parseLine } from './record-line.ts';

const dayMs = 86_400_000;

/** `line` until somebody reads it, then `record`: a copy, so that nobody's later edit changes history. */
interface Entry {
  line: string;
  record: StoredRecord | null;
  readonly day: number;
  readonly receivedAt: number;
}

export class MemoryStream {
  readonly watch = new EndWatch(0);
  readonly #name: StreamName;
  readonly #partition: number;
  readonly #marks = new HighWaterMarks();
  readonly #deliveries = new Map<string, { offset: number; receivedAt: number }>();
  #entries: Entry[] = [];
  #first = 0;

  constructor(name: StreamName, partition: number) {
    this.#name = name;
    this.#partition = partition;
  }

  append(records: readonly LogRecord[]): number[] {
    const day = this.#dayOf(records);
    const offsets = records.map((record) => this.#appendOne(record, day));
    this.watch.advance(this.#end());
    return offsets;
  }

  read(from: number, max: number): StoredRecord[] {
    const start = Math.max(from, this.#first) - this.#first;
    return this.#entries.slice(start, start + max).map((entry, n) => this.#recordOf(entry, this.#first + start + n));
  }

  /** Whole UTC days, as the files have them; the newest stays. */
  trim(beforeMs: number): number {
    const newest = this.#entries.at(-1)?.day;
    let gone = 0;
    while (gone < this.#entries.length) {
      const day = this.#entries[gone]?.day;
      const segment = this.#entries.filter((entry) => entry.day === day);
      if (day === newest || segment.some((entry) => entry.receivedAt >= beforeMs)) break;
      gone += segment.length;
    }
    this.#entries = this.#entries.slice(gone);
    this.#first += gone;
    return gone;
  }

  #end(): number {
    return this.#first + this.#entries.length;
  }

  #dayOf(records: readonly LogRecord[]): number {
    const received = records.reduce((latest, record) => Math.max(latest, record.receivedAt), 0);
    return Math.max(Math.floor(received / dayMs), this.#entries.at(-1)?.day ?? 0);
  }

  #appendOne(record: LogRecord, day: number): number {
    if (record.from !== undefined && this.#marks.isRepeat(record.from)) return -1;
    const known = record.deliveryId === undefined ? undefined : this.#deliveries.get(record.deliveryId);
    if (known !== undefined && known.receivedAt > record.receivedAt - deliveryMemoryMs) return known.offset;
    const offset = this.#end();
    if (record.from !== undefined) this.#marks.raise(record.from);
    if (record.deliveryId !== undefined) {
      this.#deliveries.set(record.deliveryId, { offset, receivedAt: record.receivedAt });
    }
    this.#entries.push({ line: lineOf(record), record: null, day, receivedAt: record.receivedAt });
    return offset;
  }

  #recordOf(entry: Entry, offset: number): StoredRecord {
    entry.record ??= parseLine(entry.line, { stream: this.#name, partition: this.#partition, offset });
    entry.line = '';
    return entry.record;
  }
}
