// A stage's working rows: a map that remembers which keys changed since the last commit.
import type { RowChange } from './ports/state-store.ts';

export class Table<T> {
  readonly name: string;
  readonly #rows = new Map<string, T>();
  readonly #changed = new Set<string>();

  constructor(name: string) {
    this.name = name;
  }

  get(key: string): T | undefined {
    return this.#rows.get(key);
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** In insertion order, which a restore makes the key order: never let a decision depend on it. */
  values(): IterableIterator<T> {
    return this.#rows.values();
  }

  entries(): IterableIterator<[string, T]> {
    return this.#rows.entries();
  }

  /** Sets, or marks as changed a row that was edited in place. */
  put(key: string, row: T): void {
    this.#rows.set(key, row);
    this.#changed.add(key);
  }

  delete(key: string): void {
    if (this.#rows.delete(key)) this.#changed.add(key);
  }

  /** From stored JSON, without marking it changed. */
  restore(key: string, json: string): void {
    this.#rows.set(key, JSON.parse(json) as T);
  }

  /** Changes since the last call, in key order so that commits are the same bytes for the same records. */
  take(): RowChange[] {
    const keys = [...this.#changed].sort();
    this.#changed.clear();
    return keys.map((key) => {
      const row = this.#rows.get(key);
      return { table: this.name, key, json: row === undefined ? null : JSON.stringify(row) };
    });
  }
}
