// Which situation is due when: a binary heap with lazy deletion, so that a timer costs O(log n) whatever is open.
export interface Timer {
  readonly at: number;
  readonly id: string;
}

export class TimerQueue {
  readonly #heap: Timer[] = [];
  readonly #due = new Map<string, number>();

  /** Sets the one timer of `id`, or drops it. */
  set(id: string, at: number | null): void {
    if (at === null) {
      this.#due.delete(id);
      return;
    }
    if (this.#due.get(id) === at) return;
    this.#due.set(id, at);
    this.#push({ at, id });
  }

  get(id: string): number | undefined {
    return this.#due.get(id);
  }

  next(): number | null {
    return this.first()?.at ?? null;
  }

  /** The timer that comes first, by time, then id. */
  first(): Timer | null {
    this.#dropStale();
    return this.#heap[0] ?? null;
  }

  /** Removes and returns everything due at `now`, in order of time, then id. */
  takeDue(now: number): string[] {
    const due: string[] = [];
    for (this.#dropStale(); (this.#heap[0]?.at ?? Infinity) <= now; this.#dropStale()) {
      const { id } = this.#pop();
      this.#due.delete(id);
      due.push(id);
    }
    return due;
  }

  #dropStale(): void {
    for (let top = this.#heap[0]; top !== undefined && this.#due.get(top.id) !== top.at; top = this.#heap[0])
      this.#pop();
  }

  #push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(timer, heap[parent] as Timer)) break;
      heap[at] = heap[parent] as Timer;
      at = parent;
    }
    heap[at] = timer;
  }

  #pop(): Timer {
    const heap = this.#heap;
    const top = heap[0] as Timer;
    const last = heap.pop() as Timer;
    if (heap.length > 0) this.#sink(last);
    return top;
  }

  #sink(timer: Timer): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Timer, heap[child] as Timer)) child += 1;
      if (!before(heap[child] as Timer, timer)) break;
      heap[at] = heap[child] as Timer;
      at = child;
    }
    heap[at] = timer;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}
