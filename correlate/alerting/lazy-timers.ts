// When open alerts fall due, at O(1) for a renewal: a timer that was put off is looked at only when its old time comes.
import { TimerQueue } from '../timer-queue.ts';

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

  /** The earliest true time, null if there is none. */
  next(): number | null {
    for (let at = this.#queue.next(); at !== null; at = this.#queue.next()) {
      let due = false;
      for (const key of this.#queue.takeDue(at)) {
        const truly = this.#dueOf(key);
        if (truly !== null) this.#queue.set(key, truly);
        due ||= truly !== null && truly <= at;
      }
      if (due) return at;
    }
    return null;
  }

  /** Removes and returns what is due at `now`, by time, then key. */
  takeDue(now: number): string[] {
    const due: string[] = [];
    for (let at = this.next(); at !== null && at <= now; at = this.next()) {
      for (const key of this.#queue.takeDue(at)) due.push(key);
    }
    return due;
  }
}
