// Lets one act at a time through for each name: for systems that lose what is written to one ticket at once.
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Waits for the acts of this name that came before; their failure is not this one's. */
  async do<T>(name: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
