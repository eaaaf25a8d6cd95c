// A map that forgets its longest untouched entry when it is full: memory that hostile input cannot grow.

interface Entry<T> {
  readonly key: string;
  readonly value: T;
  older: Entry<T> | null;
  newer: Entry<T> | null;
}

/**
 * Entries are chained in the order of their touching. A plain `Map` has that order too where each touch deletes and sets
 * again, but then its oldest stands behind all that were deleted before: it is searched for, longer the more are kept.
 */
export class BoundedMap<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #max: number;
  #oldest: Entry<T> | null = null;
  #latest: Entry<T> | null = null;

  constructor(max: number) {
    this.#max = max;
  }

  /** The entry of `key`, made by `make` if there is none; it is now the latest touched. */
  touch(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    if (known === undefined) return this.#add(key, make());
    if (known !== this.#latest) {
      this.#unchain(known);
      this.#chain(known);
    }
    return known.value;
  }

  /** Without touching it. */
  get(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  get size(): number {
    return this.#entries.size;
  }

  #add(key: string, value: T): T {
    if (this.#entries.size >= this.#max && this.#oldest !== null) {
      this.#entries.delete(this.#oldest.key);
      this.#unchain(this.#oldest);
    }
    const entry: Entry<T> = { key, value, older: null, newer: null };
    this.#entries.set(key, entry);
    this.#chain(entry);
    return value;
  }

  #chain(entry: Entry<T>): void {
    entry.older = this.#latest;
    entry.newer = null;
    if (this.#latest === null) this.#oldest = entry;
    else this.#latest.newer = entry;
    this.#latest = entry;
  }

  #unchain({ older, newer }: Entry<T>): void {
    if (older === null) this.#oldest = newer;
    else older.newer = newer;
    if (newer === null) this.#latest = older;
    else newer.older = older;
  }
}
