// A stage's working rows: a map that remembers which keys changed since the last commit.
import type { RowChange } from './ports/state-store.ts';
import { RowNumbers } from './row-numbers.ts';

export class Table<T> {
  readonly name: string;
  readonly #rows = new Map<string, T>();
  readonly #changed = new Set<string>();
  readonly #keyOf: ((row: T) => string) | null;
  readonly #numbers: RowNumbers | null;

  /**
   * With `keyOf`, rows are stored under numbers in the order in which they first came, not under their own keys: where
   * keys begin with a hash, new rows then lie together on disk instead of each on a page of its own. Such a row must
   * tell its key.
   */
  constructor(name: string, keyOf?: (row: T) => string) {
    this.name = name;
    this.#keyOf = keyOf ?? null;
    this.#numbers = keyOf === undefined ? null : new RowNumbers();
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

  /** In insertion order, which a restore makes the stored order: never let a decision depend on it. */
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
    this.#numbers?.give(key);
  }

  delete(key: string): void {
    if (!this.#rows.delete(key)) return;
    if (this.#numbers === null) this.#changed.add(key);
    else {
      this.#changed.delete(key);
      this.#numbers.withdraw(key);
    }
  }

  /** From a stored row, without marking it changed. Returns the row's own key; null where it is the table's, no row. */
  restore(stored: string, json: string): string | null {
    if (this.#numbers?.restoreCounter(stored, json) === true) return null;
    const row = JSON.parse(json) as T;
    const key = this.#keyOf?.(row) ?? stored;
    this.#numbers?.restore(key, stored);
    this.#rows.set(key, row);
    return key;
  }

  /** Changes since the last call, in stored order so that commits are the same bytes for the same records. */
  take(): RowChange[] {
    const numbers = this.#numbers;
    const keys = numbers === null ? [...this.#changed].sort() : numbers.sorted(this.#changed);
    this.#changed.clear();
    const changes = keys.map((key): RowChange => {
      const row = this.#rows.get(key);
      return { table: this.name, key: numbers?.of(key) ?? key, json: row === undefined ? null : JSON.stringify(row) };
    });
    return numbers === null ? changes : [...numbers.take(this.name), ...changes];
  }
}
