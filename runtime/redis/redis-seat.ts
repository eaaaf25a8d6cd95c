// One stage on one partition as this process knows it: its keys, where it stands, and what it still owes the log.
import { hash } from 'node:crypto';
import type { UnitOfWork } from '../../domain/ports/state-store.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';

export interface SeatKeys {
  readonly meta: string;
  readonly rows: string;
  readonly order: string;
  readonly outbox: string;
}

/** One hash tag per partition: all keys of a commit live on one server of a cluster. */
export function seatKeys(prefix: string, stage: string, partition: number): SeatKeys {
  const root = `${prefix}:{${prefix}-${String(partition)}}:${stage}`;
  return { meta: `${root}:meta`, rows: `${root}:rows`, order: `${root}:order`, outbox: `${root}:outbox` };
}

export class RedisSeat {
  readonly keys: SeatKeys;
  /** Offset that this process has seen last; '' for none, null before a claim: it may not commit. */
  expected: string | null = null;
  /** Committed to Redis, not in the log yet. */
  unpublished: ReadonlyMap<StreamName, readonly LogRecord[]> | null = null;
  readonly #tokens = new WeakMap<UnitOfWork, string>();
  #life = '';
  #units = 0;
  #stagings = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(keys: SeatKeys) {
    this.keys = keys;
  }

  begin(epoch: string, expected: string): void {
    this.#life = epoch;
    this.expected = expected;
  }

  /** The same for the same unit, so that a commit in doubt is known when it is asked again. */
  tokenOf(unit: UnitOfWork): string {
    const known = this.#tokens.get(unit);
    if (known !== undefined) return known;
    this.#units += 1;
    const token = hash('sha256', `${this.#life} ${String(this.#units)} ${String(unit.offset)} ${unit.chain}`).slice(
      0,
      24,
    );
    this.#tokens.set(unit, token);
    return token;
  }

  /** Never used twice: a part of an attempt in doubt must not end up in another. */
  nextStaging(): string {
    this.#stagings += 1;
    return `${this.keys.meta}:staging:${this.#life}.${String(this.#stagings)}`;
  }

  /** One after another, in the order of the calls. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
