// Rows on their way out of a projection: the last word on each key, nothing remembered after a take.
import type { RowChange } from '../../domain/ports/state-store.ts';

export class RowBuffer {
  readonly #changes = new Map<string, RowChange>();

  put(table: string, key: string, row: unknown): void {
    this.#changes.set(`${table}\u0000${key}`, { table, key, json: JSON.stringify(row) });
  }

  /** Also of rows that may not exist: cheaper than remembering which do. */
  remove(table: string, key: string): void {
    this.#changes.set(`${table}\u0000${key}`, { table, key, json: null });
  }

  take(): RowChange[] {
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    return changes;
  }
}
