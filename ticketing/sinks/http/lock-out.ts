// Keeps wrong credentials from locking the account: until they have worked, one call at a time, and ever less often.
import type { Clock } from '../../../domain/ports/clock.ts';
import type { SinkReply } from './sink-reply.ts';

/** Jira Data Center asks for a CAPTCHA from the third failed login on: its default, "maximum authentication attempts". */
const firstRestMs = 60_000;
const longestRestMs = 900_000;

export class LockOut {
  readonly #clock: Pick<Clock, 'now'>;
  #proven = false;
  #refusals = 0;
  #restUntil = 0;
  /** The one call that tries the credentials. */
  #trial: Promise<unknown> | null = null;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** `call` where it may be made; a number: ms to wait, since the credentials were refused. */
  async pass(call: () => Promise<SinkReply>, isLockedOut: (reply: SinkReply) => boolean): Promise<SinkReply | number> {
    while (!this.#proven) {
      const restMs = this.#restUntil - this.#clock.now();
      if (restMs > 0) return restMs;
      if (this.#trial === null) return this.#try(call, isLockedOut);
      await this.#trial;
    }
    const reply = await call();
    this.#learn(reply, isLockedOut(reply));
    return reply;
  }

  async #try(call: () => Promise<SinkReply>, isLockedOut: (reply: SinkReply) => boolean): Promise<SinkReply> {
    const trial = call();
    this.#trial = trial;
    const reply = await trial;
    this.#trial = null;
    this.#learn(reply, isLockedOut(reply));
    return reply;
  }

  #learn(reply: SinkReply, lockedOut: boolean): void {
    if (!lockedOut) {
      if (reply.kind !== 'ok' && reply.kind !== 'refused') return;
      this.#proven = true;
      this.#refusals = 0;
      return;
    }
    this.#proven = false;
    const now = this.#clock.now();
    // Calls that were in the air together are one refusal.
    if (this.#restUntil > now) return;
    this.#restUntil = now + Math.min(longestRestMs, firstRestMs * 2 ** Math.min(this.#refusals, 10));
    this.#refusals += 1;
  }
}
