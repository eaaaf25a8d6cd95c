// The newest records of one partition that somebody read: who comes close behind asks no broker and parses nothing.
import type { StoredRecord } from '../../domain/record.ts';

interface Kept {
  readonly record: StoredRecord;
  readonly bytes: number;
}

export class RecordWindow {
  readonly #limitBytes: number;
  #kept: Kept[] = [];
  /** All that the partition holds from here up to `#to` is kept. */
  #from = 0;
  #to = 0;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** All that stands in the partition from `from` on, up to the last of them. */
  add(from: number, records: readonly Kept[]): void {
    const last = records.at(-1);
    if (last === undefined || last.record.offset < this.#to) return;
    if (from > this.#to || from < this.#from) this.#clear(from);
    for (const one of records) {
      if (one.record.offset < this.#to) continue;
      this.#kept.push(one);
      this.#bytes += one.bytes;
    }
    this.#to = last.record.offset + 1;
    this.#shrink();
  }

  /** Null: not kept. At least one record, whatever its size. */
  read(from: number, max: number): StoredRecord[] | null {
    if (from < this.#from || from >= this.#to) return null;
    const start = this.#kept.findIndex(({ record }) => record.offset >= from);
    return this.#kept.slice(start, start + max).map(({ record }) => record);
  }

  #clear(from: number): void {
    this.#kept = [];
    this.#bytes = 0;
    this.#from = from;
    this.#to = from;
  }

  #shrink(): void {
    let gone = 0;
    while (this.#bytes > this.#limitBytes && gone < this.#kept.length - 1) {
      this.#bytes -= this.#kept[gone]?.bytes ?? 0;
      gone += 1;
    }
    if (gone === 0) return;
    this.#kept = this.#kept.slice(gone);
    this.#from = this.#kept[0]?.record.offset ?? this.#to;
  }
}
