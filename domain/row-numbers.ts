// The numbers under which a table stores its rows: given in the order in which rows first came, never given twice.
import type { RowChange } from './ports/state-store.ts';

/** 36^8 rows in the life of a table. */
const digits = 8;
/** Where the next number is stored, so that a new life goes on as the old one would have. No number looks like it. */
const counterKey = 'next';

export class RowNumbers {
  readonly #numbers = new Map<string, number>();
  #withdrawn: number[] = [];
  #next = 0;
  #storedNext = 0;

  give(key: string): void {
    if (!this.#numbers.has(key)) this.#numbers.set(key, this.#next++);
  }

  withdraw(key: string): void {
    const number = this.#numbers.get(key);
    if (number === undefined) return;
    this.#numbers.delete(key);
    this.#withdrawn.push(number);
  }

  /** The stored key of a row that has a number. */
  of(key: string): string {
    return storedKey(this.#numbers.get(key) ?? 0);
  }

  sorted(keys: Iterable<string>): string[] {
    return [...keys].sort((a, b) => (this.#numbers.get(a) ?? 0) - (this.#numbers.get(b) ?? 0));
  }

  restore(key: string, stored: string): void {
    this.#numbers.set(key, Number.parseInt(stored, 36));
  }

  restoreCounter(stored: string, json: string): boolean {
    if (stored !== counterKey) return false;
    this.#next = this.#storedNext = Number(json);
    return true;
  }

  /** Rows that are gone since the last call, and the counter where it moved. */
  take(table: string): RowChange[] {
    const changes = this.#withdrawn.map((number): RowChange => ({ table, key: storedKey(number), json: null }));
    this.#withdrawn = [];
    if (this.#next !== this.#storedNext) changes.push({ table, key: counterKey, json: String(this.#next) });
    this.#storedNext = this.#next;
    return changes;
  }
}

function storedKey(number: number): string {
  return number.toString(36).padStart(digits, '0');
}
