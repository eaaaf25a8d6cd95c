// The newest records of one partition that somebody read: who comes close behind asks no broker and parses nothing.
import type { StoredRecord } from '../../domain/record.ts';

/** A record that is parsed when it is first asked for. */
export interface ReadRecord {
  readonly offset: number;
  /** Of its text. */
  readonly bytes: number;
  readonly record: () => StoredRecord;
}

export interface ReadLimits {
  readonly max: number;
  readonly maxBytes: number;
}

export class RecordWindow {
  readonly #limitBytes: number;
  #kept: ReadRecord[] = [];
  /** All that the partition holds from here up to `#to` is kept. */
  #from = 0;
  #to = 0;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /**
   * All that stands in the partition from `from` on, up to the last of them. Of more than fits the beginning is kept:
   * who asked reads on from there.
   */
  add(from: number, found: readonly ReadRecord[]): void {
    const fitting = atMost(found, { max: found.length, maxBytes: this.#limitBytes });
    const last = fitting.at(-1);
    if (last === undefined || last.offset < this.#to) return;
    if (from > this.#to || from < this.#from) this.#clear(from);
    for (const one of fitting) {
      if (one.offset < this.#to) continue;
      this.#kept.push(one);
      this.#bytes += one.bytes;
    }
    this.#to = last.offset + 1;
    this.#shrink();
  }

  /** Null: not kept. At least one record, whatever its size. */
  read(from: number, limits: ReadLimits): StoredRecord[] | null {
    if (from < this.#from || from >= this.#to) return null;
    const start = this.#kept.findIndex(({ offset }) => offset >= from);
    return atMost(this.#kept.slice(start, start + limits.max), limits).map(({ record }) => record());
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
    this.#from = this.#kept[0]?.offset ?? this.#to;
  }
}

/** The first of them that are within the limits; one in any case. */
export function atMost(found: readonly ReadRecord[], { max, maxBytes }: ReadLimits): readonly ReadRecord[] {
  let bytes = 0;
  const end = found.findIndex((one, n) => n >= max || ((bytes += one.bytes) > maxBytes && n > 0));
  return end < 0 ? found : found.slice(0, end);
}
