// What a stage has already read of each stage before it: a repeat in its input falls under the mark and is not decided again.
import type { RowChange, StateStore } from '../domain/ports/state-store.ts';
import type { StoredRecord } from '../domain/record.ts';
import { HighWaterMarks } from './log/high-water-marks.ts';
import type { Mark } from './log/high-water-marks.ts';

/** Rows of the owner's own among those of the stage; they are committed with what the stage decided. */
export const inputMarkTable = 'input-mark';
const mostProducers = 10_000;

/**
 * The log drops a repeat where it can know of it. Two owners of one stage that write at once, the one that was paused
 * and its successor, can leave one behind; whoever reads it decides once, and the same again in a rebuild.
 */
export class InputMarks {
  #marks = new HighWaterMarks();
  readonly #raised = new Map<string, Mark>();

  static async load(store: StateStore, stage: string, partition: number): Promise<InputMarks> {
    const marks = new InputMarks();
    for (const { json } of await store.scan(stage, partition, inputMarkTable, { limit: mostProducers })) {
      marks.#marks.raise(JSON.parse(json) as Mark);
    }
    return marks;
  }

  /** Those that the stage was not given yet. Asked again before `pass`, it answers the same. */
  fresh(records: readonly StoredRecord[]): readonly StoredRecord[] {
    const batch = new HighWaterMarks();
    return records.filter(({ from }) => {
      if (from === undefined) return true;
      if (this.#marks.isRepeat(from) || batch.isRepeat(from)) return false;
      batch.raise(from);
      return true;
    });
  }

  /** The stage was given these, and has decided. */
  pass(fresh: readonly StoredRecord[]): void {
    for (const { from } of fresh) {
      if (from === undefined) continue;
      this.#marks.raise(from);
      this.#raised.set(`${from.partition}/${from.stage}`, from);
    }
  }

  /** Changes since the last call, in key order. */
  take(): RowChange[] {
    const keys = [...this.#raised.keys()].sort();
    const rows = keys.map((key) => ({ table: inputMarkTable, key, json: JSON.stringify(this.#raised.get(key)) }));
    this.#raised.clear();
    return rows;
  }
}
