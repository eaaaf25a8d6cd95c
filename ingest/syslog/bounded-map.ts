// A map that forgets its longest untouched entry when it is full: memory that hostile input cannot grow.

export class BoundedMap<T> {
  readonly #entries = new Map<string, T>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** The entry of `key`, made by `make` if there is none; it is now the latest touched. */
  touch(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    const entry = known ?? make();
    if (known !== undefined) this.#entries.delete(key);
    else if (this.#entries.size >= this.#max) this.#forgetOldest();
    this.#entries.set(key, entry);
    return entry;
  }

  /** Without touching it. */
  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  get size(): number {
    return this.#entries.size;
  }

  #forgetOldest(): void {
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
