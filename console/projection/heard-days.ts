// On which day each CI was last spoken of, and on which days anybody spoke: the same rows however often it is restarted.
import type { RowBuffer } from './row-buffer.ts';
import { alertTables, timeKey, type HeardRow } from './tables.ts';

const dayMs = 86_400_000;

/** What it remembers only saves rows: a new life writes them once more. */
export class HeardDays {
  readonly #days = new Map<string, number>();
  #day = -1;

  /** `at` in epoch ms; a day is one of UTC. */
  put(ci: string, at: number, rows: RowBuffer): void {
    const day = Math.floor(at / dayMs);
    if (this.#day !== day) rows.put(alertTables.listening, timeKey(day * dayMs), 1);
    this.#day = day;
    if (this.#days.get(ci) === day) return;
    this.#days.set(ci, day);
    rows.put(alertTables.heard, ci, { lastAt: day * dayMs } satisfies HeardRow);
  }
}
