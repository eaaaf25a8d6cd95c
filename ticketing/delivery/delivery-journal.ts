// Commits what delivery knows, together with what it writes: one unit of work after another, none lost on a full disk.
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { RowChange, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import { stepRecord } from './step-record.ts';
import type { StepTold } from './step-record.ts';

export const deliveryStage = 'delivery';
const partition = 0;
const cursor = { table: 'cursor', key: 'tickets' };
/** A full disk is asked again this often. */
const refusedRetryMs = 1_000;

export interface JournalSeat {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: Clock;
}

/**
 * Results come when they come, not when the log moves on: a unit's offset here counts commits, and how far the log was
 * read stands in the row `cursor`.
 */
export class DeliveryJournal {
  readonly #seat: JournalSeat;
  readonly #identity: string;
  readonly #epoch: number;
  /** Every life writes under a name of its own, so that no mark of an earlier one hides its records. */
  readonly #author: string;
  #commits: number;
  #out: StepTold[] = [];
  #cursor: number;
  #cursorMoved = false;

  private constructor(
    seat: JournalSeat,
    life: { identity: string; epoch: number; end: number; commits: number; cursor: number },
  ) {
    this.#seat = seat;
    this.#identity = life.identity;
    this.#epoch = life.epoch;
    this.#author = `${deliveryStage}@${life.identity}@${String(life.epoch)}.${String(life.end)}`;
    this.#commits = life.commits;
    this.#cursor = life.cursor;
  }

  /** Claims the stage. `rebuilt`: its state was lost or belongs to another log, and the log is read from its start. */
  static async open(seat: JournalSeat): Promise<{ journal: DeliveryJournal; rebuilt: boolean; end: number }> {
    const { log, store } = seat;
    const epoch = await store.claim(deliveryStage, partition);
    const identity = await log.identity('tickets');
    const end = await log.end('tickets', partition);
    const stood = await store.position(deliveryStage, partition);
    const json = await store.get(deliveryStage, partition, cursor.table, cursor.key);
    const known = json === null ? 0 : (JSON.parse(json) as { offset: number }).offset;
    const lost = stood === null || stood.log !== identity || known > end;
    if (lost && stood !== null) await store.reset(deliveryStage, partition);
    const life = { identity, epoch, end, commits: lost ? 0 : stood.offset, cursor: lost ? 0 : known };
    return { journal: new DeliveryJournal(seat, life), rebuilt: lost && end > 0, end };
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Next offset of `tickets` to read. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Tells decisions apart, over all lives. */
  get mark(): string {
    return `${String(this.#epoch)}.${String(this.#commits)}.${String(this.#out.length)}`;
  }

  read(to: number): void {
    this.#cursorMoved ||= to !== this.#cursor;
    this.#cursor = to;
  }

  tell(step: StepTold): void {
    this.#out.push(step);
  }

  /**
   * Resolves once durable, with the time since which it may have been so: an attempt whose answer was lost may have made
   * it durable long ago, and others have gone by it since. A full disk took nothing, and is waited out.
   * @throws AdapterError `epoch-fenced` when another process has taken over.
   */
  async commit(rows: readonly RowChange[], signal: AbortSignal): Promise<number> {
    const { clock, store } = this.#seat;
    if (rows.length === 0 && this.#out.length === 0 && !this.#cursorMoved) return clock.now();
    const unit = this.#unit(rows);
    this.#out = [];
    this.#cursorMoved = false;
    let [mayStandSince, isLost] = [clock.now(), false];
    for (;;) {
      try {
        await store.commit(unit);
        this.#commits = unit.offset;
        return mayStandSince;
      } catch (thrown) {
        if (!isFault(thrown) || !thrown.retryable || signal.aborted) throw thrown;
        await clock.until(clock.now() + refusedRetryMs, signal);
        isLost ||= thrown.code !== 'state-full';
        if (!isLost) mayStandSince = clock.now();
      }
    }
  }

  #unit(rows: readonly RowChange[]): UnitOfWork {
    const at = this.#seat.clock.now();
    const offset = this.#commits + 1;
    const out = this.#out.map((step, seq) =>
      stepRecord(step, { from: { stage: this.#author, partition, offset, seq }, at }),
    );
    const place = { ...cursor, json: JSON.stringify({ offset: this.#cursor }) };
    return {
      stage: deliveryStage,
      partition,
      epoch: this.#epoch,
      log: this.#identity,
      offset,
      chain: '',
      rows: [...rows, place],
      out,
    };
  }
}
