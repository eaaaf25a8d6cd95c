// How far a ticketing system was read, kept together with the records that reading led to.
import { hexId } from '../../domain/identity.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Outgoing, RowChange, StateStore } from '../../domain/ports/state-store.ts';
import type { StreamName } from '../../domain/record.ts';

const partition = 0;
const cursorRow = { table: 'cursor', key: 'since' };

export interface ObservedRecord {
  readonly stream: StreamName;
  readonly tenant: string;
  readonly key: string;
  readonly kind: string;
  readonly body: unknown;
}

function observingStage(sink: string): string {
  return `observing-${sink}`;
}

export interface JournalSeat {
  readonly store: StateStore;
  readonly log: EventLog;
  readonly clock: Clock;
}

export class ObserverJournal {
  readonly #store: StateStore;
  readonly #clock: Clock;
  readonly #stage: string;
  readonly #epoch: number;
  /** Every life writes under a name of its own, so that no mark of an earlier one hides its records. */
  readonly #author: string;
  #commits: number;
  #cursor: string | null;

  private constructor(
    seat: { readonly store: StateStore; readonly clock: Clock; readonly stage: string },
    life: { readonly epoch: number; readonly end: number; readonly commits: number; readonly cursor: string | null },
  ) {
    this.#store = seat.store;
    this.#clock = seat.clock;
    this.#stage = seat.stage;
    this.#epoch = life.epoch;
    this.#author = `${seat.stage}@${String(life.epoch)}.${String(life.end)}`;
    this.#commits = life.commits;
    this.#cursor = life.cursor;
  }

  static async open({ store, log, clock }: JournalSeat, sink: string): Promise<ObserverJournal> {
    const stage = observingStage(sink);
    const epoch = await store.claim(stage, partition);
    const stood = await store.position(stage, partition);
    const json = await store.get(stage, partition, cursorRow.table, cursorRow.key);
    const end = await log.end('incidents', partition);
    const cursor = json === null ? null : (JSON.parse(json) as string);
    return new ObserverJournal({ store, clock, stage }, { epoch, end, commits: stood?.offset ?? 0, cursor });
  }

  get cursor(): string | null {
    return this.#cursor;
  }

  /** @throws AdapterError `epoch-fenced` when another process observes now; `state-full`: to be tried again. */
  async commit(told: readonly ObservedRecord[], cursor: string | null): Promise<void> {
    if (told.length === 0 && cursor === this.#cursor) return;
    const offset = this.#commits + 1;
    const rows: RowChange[] = cursor === null ? [] : [{ ...cursorRow, json: JSON.stringify(cursor) }];
    const out = told.map((record, seq) => this.#outgoing(record, offset, seq));
    const place = { stage: this.#stage, partition, epoch: this.#epoch, log: this.#stage, offset, chain: '' };
    await this.#store.commit({ ...place, rows, out });
    this.#commits = offset;
    this.#cursor = cursor;
  }

  #outgoing({ stream, tenant, key, kind, body }: ObservedRecord, offset: number, seq: number): Outgoing {
    const at = this.#clock.now();
    const author = this.#author;
    const id = hexId(kind, author, String(offset), String(seq));
    const from = { stage: author, partition, offset, seq };
    return { stream, record: { v: 1, id, tenant, key, kind, occurredAt: at, receivedAt: at, body, from } };
  }
}
