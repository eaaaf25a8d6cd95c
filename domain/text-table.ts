// A stage's many rows, kept as the text that is stored: a tenth of the objects for the collector, read when asked for.
import type { RowChange } from './ports/state-store.ts';
import { RowNumbers } from './row-numbers.ts';

export interface TextForm<T> {
  readonly write: (row: T) => string;
  readonly read: (text: string) => T;
  readonly keyOf: (row: T) => string;
}

/** As `Table` with numbers, but a row is a value: what `get` gives is a copy, and a change counts once it is `put`. */
export class TextTable<T> {
  readonly name: string;
  readonly #form: TextForm<T>;
  readonly #texts = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #numbers = new RowNumbers();

  constructor(name: string, form: TextForm<T>) {
    this.name = name;
    this.#form = form;
  }

  get(key: string): T | undefined {
    const text = this.#texts.get(key);
    return text === undefined ? undefined : this.#form.read(text);
  }

  /** In insertion order, each read as it is reached. */
  *entries(): Generator<[string, T]> {
    for (const [key, text] of this.#texts) yield [key, this.#form.read(text)];
  }

  put(key: string, row: T): void {
    this.#texts.set(key, this.#form.write(row));
    this.#changed.add(key);
    this.#numbers.give(key);
  }

  delete(key: string): void {
    if (!this.#texts.delete(key)) return;
    this.#changed.delete(key);
    this.#numbers.withdraw(key);
  }

  /** Without marking it changed. Null where it is the table's own, no row. */
  restore(stored: string, text: string): { readonly key: string; readonly row: T } | null {
    if (this.#numbers.restoreCounter(stored, text)) return null;
    const row = this.#form.read(text);
    const key = this.#form.keyOf(row);
    this.#numbers.restore(key, stored);
    this.#texts.set(key, text);
    return { key, row };
  }

  /** Changes since the last call, in stored order. */
  take(): RowChange[] {
    const keys = this.#numbers.sorted(this.#changed);
    this.#changed.clear();
    const changes = keys.map((key): RowChange => {
      return { table: this.name, key: this.#numbers.of(key), json: this.#texts.get(key) ?? null };
    });
    return [...this.#numbers.take(this.name), ...changes];
  }
}
