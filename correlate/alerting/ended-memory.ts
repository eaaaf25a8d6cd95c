// Remembers which conditions have ended and when to forget them: after a day, or when there are too many.
import { TimerQueue } from '../../domain/timer-queue.ts';

/** Prometheus repeats a resolve for 15 min, Zabbix keeps a recovery it could not deliver until it comes back: a day. */
const rememberMs = 24 * 60 * 60_000;
/** About 250 bytes each. */
const rememberedAtMost = 200_000;

export class EndedMemory {
  readonly #forgetAt = new TimerQueue();
  #size = 0;

  remember(key: string, endedAt: number): void {
    if (this.#forgetAt.get(key) === undefined) this.#size += 1;
    this.#forgetAt.set(key, endedAt + rememberMs);
  }

  /** It opened again. */
  release(key: string): void {
    if (this.#forgetAt.get(key) === undefined) return;
    this.#forgetAt.set(key, null);
    this.#size -= 1;
  }

  /** Removes and returns those to forget: overdue, and the oldest where there are too many. */
  takeForgotten(now: number): string[] {
    const forgotten = this.#forgetAt.takeDue(now);
    this.#size -= forgotten.length;
    while (this.#size > rememberedAtMost) {
      const oldest = this.#forgetAt.takeDue(this.#forgetAt.next() ?? now);
      this.#size -= oldest.length;
      forgotten.push(...oldest);
    }
    return forgotten;
  }
}
