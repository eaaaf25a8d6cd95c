// The latest that were counted under one key, oldest first: as many as a rule may ask for.

export class Latest {
  /** By order of arrival, or by the text that sets one apart from another; it stands here once. */
  readonly #aparts: (number | string)[] = [];
  readonly #times: number[] = [];

  get size(): number {
    return this.#aparts.length;
  }

  /** In arrays, moved by hand: a `Map` of ten that forgets one at each line is made anew every few lines. */
  count(apart: number | string, at: number, ceiling: number): void {
    const known = this.#aparts.indexOf(apart);
    if (known === -1 && this.#aparts.length < ceiling) {
      this.#aparts.push(apart);
      this.#times.push(at);
      return;
    }
    this.#moveUp(Math.max(known, 0));
    this.#aparts[this.#aparts.length - 1] = apart;
    this.#times[this.#times.length - 1] = at;
  }

  /** Those that were counted after then. */
  since(then: number): (number | string)[] {
    return this.#aparts.filter((_, index) => (this.#times[index] ?? 0) > then);
  }

  /** Over the one at `index`: the last place is free. */
  #moveUp(index: number): void {
    const [aparts, times] = [this.#aparts, this.#times];
    for (let to = index; to < aparts.length - 1; to += 1) {
      aparts[to] = aparts[to + 1] ?? '';
      times[to] = times[to + 1] ?? 0;
    }
  }
}
