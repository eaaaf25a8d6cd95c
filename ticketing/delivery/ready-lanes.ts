// Which lanes may be served now, in which order, and which wait for a time or for another ticket.
/** Urgent first (an open or escalation of P1 or P2), then first come. */
class SinkQueue {
  readonly #urgent = new Set<string>();
  readonly #normal = new Set<string>();

  add(lane: string, urgent: boolean): void {
    if (urgent) {
      this.#normal.delete(lane);
      this.#urgent.add(lane);
    } else if (!this.#urgent.has(lane)) this.#normal.add(lane);
  }

  next(): string | undefined {
    for (const waiting of [this.#urgent, this.#normal]) {
      for (const lane of waiting) {
        waiting.delete(lane);
        return lane;
      }
    }
    return undefined;
  }

  /** Whether what comes next is what wakes people. */
  get isUrgent(): boolean {
    return this.#urgent.size > 0;
  }

  get size(): number {
    return this.#urgent.size + this.#normal.size;
  }
}

export class ReadyLanes {
  readonly #queues = new Map<string, SinkQueue>();
  readonly #waiting = new Map<string, number>();
  readonly #blocked = new Map<string, Set<string>>();

  queue(sink: string): SinkQueue {
    let queue = this.#queues.get(sink);
    if (queue === undefined) this.#queues.set(sink, (queue = new SinkQueue()));
    return queue;
  }

  wait(lane: string, until: number): void {
    this.#waiting.set(lane, until);
  }

  block(lane: string, key: string): void {
    const lanes = this.#blocked.get(key) ?? new Set<string>();
    this.#blocked.set(key, lanes.add(lane));
  }

  /** Lanes that waited for the ticket of this key. */
  unblock(key: string): readonly string[] {
    const lanes = [...(this.#blocked.get(key) ?? [])];
    this.#blocked.delete(key);
    return lanes;
  }

  /** Lanes whose time has come. */
  due(now: number): readonly string[] {
    if (this.#waiting.size === 0) return [];
    const lanes = [...this.#waiting].filter(([, until]) => until <= now).map(([lane]) => lane);
    for (const lane of lanes) this.#waiting.delete(lane);
    return lanes;
  }

  nextDueAt(): number | null {
    let first: number | null = null;
    for (const until of this.#waiting.values()) first = first === null ? until : Math.min(first, until);
    return first;
  }

  sizes(): { readonly ready: number; readonly waiting: number; readonly blocked: number } {
    const ready = [...this.#queues.values()].reduce((sum, queue) => sum + queue.size, 0);
    return { ready, waiting: this.#waiting.size, blocked: this.#blocked.size };
  }
}
