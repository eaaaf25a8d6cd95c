// When open alerts fall due, at O(1) for a renewal: a timer that was put off is looked at only when its old time comes.
import { TimerQueue } from '../../domain/timer-queue.ts';

export class LazyTimers {
  readonly #queue = new TimerQueue();
  readonly #dueOf: (key: string) => number | null;

  /** `dueOf` tells the true time; it may have moved since it was noted here. */
  constructor(dueOf: (key: string) => number | null) {
    this.#dueOf = dueOf;
  }

  /** To be told whenever a key may be due earlier than before; later is noticed here. */
  touch(key: string): void {
    const due = this.#dueOf(key);
    const noted = this.#queue.get(key);
    if (due !== null && (noted === undefined || due < noted)) this.#queue.set(key, due);
  }

  /** The earliest true time, null if there is none. Looks at the first alone: thousands may be due at one moment. */
  next(): number | null {
    for (let first = this.#queue.first(); first !== null; first = this.#queue.first()) {
      const truly = this.#dueOf(first.id);
      if (truly !== null && truly <= first.at) return first.at;
      this.#queue.set(first.id, truly);
    }
    return null;
  }

  /** Removes and returns what is due at `now`, by time, then key. */
  takeDue(now: number): string[] {
    const due: string[] = [];
    for (let at = this.next(); at !== null && at <= now; at = this.next()) {
      for (const key of this.#queue.takeDue(at)) {
        const truly = this.#dueOf(key);
        if (truly !== null && truly <= at) due.push(key);
        else this.#queue.set(key, truly);
      }
    }
    return due;
  }
}
