// Which outputs of which stage a stream already holds: a repeat after a crash falls under the mark.
import type { Provenance } from '../../domain/record.ts';

/** Dedup ids outlive the longest sender retry: reliability-security §3. */
export const deliveryMemoryMs = 24 * 3_600_000;

export interface Mark {
  readonly stage: string;
  readonly partition: number;
  readonly offset: number;
  readonly seq: number;
}

const nameOf = (from: Provenance): string => `${String(from.partition)}/${from.stage}`;

export class HighWaterMarks {
  readonly #marks = new Map<string, Mark>();

  /** True, and nothing is remembered, when the mark is already there or beyond. */
  isRepeat(from: Provenance): boolean {
    const mark = this.#marks.get(nameOf(from));
    if (mark === undefined) return false;
    return from.offset < mark.offset || (from.offset === mark.offset && from.seq <= mark.seq);
  }

  raise(mark: Mark): void {
    this.#marks.set(nameOf(mark), mark);
  }

  copy(): HighWaterMarks {
    const copy = new HighWaterMarks();
    for (const mark of this.#marks.values()) copy.raise(mark);
    return copy;
  }

  all(): Mark[] {
    return [...this.#marks.values()];
  }
}
