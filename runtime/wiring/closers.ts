// What was opened, to be closed in the opposite order: at the end, or when a later part cannot be opened.
export class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];
  #closed: Promise<void> | null = null;

  add(close: () => Promise<unknown>): void {
    this.#closers.push(close);
  }

  /** Tries all, whatever one of them throws; then throws the first of it. Twice is once. */
  closeAll(): Promise<void> {
    this.#closed ??= this.#unwind();
    return this.#closed;
  }

  async #unwind(): Promise<void> {
    const thrown: unknown[] = [];
    for (const close of this.#closers.toReversed()) {
      try {
        await close();
      } catch (fault) {
        thrown.push(fault);
      }
    }
    if (thrown.length > 0) throw thrown[0];
  }
}
