// The delivery shell: reads what was planned, commits, sends, rests. What to do is decided elsewhere.
import type { RowChange } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { waitOver } from '../../domain/ports/clock.ts';
import type { DeliverySeat, DeliveryStanding, SinkStanding } from './delivery-seat.ts';
import { DeliveryJournal, deliveryStage } from './delivery-journal.ts';
import { Dispatcher } from './dispatcher.ts';
import { hearRecord } from './heard-record.ts';
import { LaneDesk } from './lane-desk.ts';
import type { LaneWatch } from './lane-watch.ts';
import { Ledger } from './ledger.ts';
import { PausedSinks } from './paused-sinks.ts';

const batchRecords = 512;
const partition = 0;
/** Calls in the air at a stop get this long; later answers are in doubt at the next start. */
const stopGraceMs = 5_000;

export class Delivery {
  /** For whoever looks at tickets. */
  readonly lanes: LaneWatch;
  readonly #seat: DeliverySeat;
  readonly #desk: LaneDesk;
  readonly #paused: PausedSinks;
  readonly #dispatcher: Dispatcher;
  /** While it opens, the log tells of earlier lives; afterwards it repeats what this one knows better. */
  #isOpen = false;

  private constructor(seat: DeliverySeat, desk: LaneDesk, paused: PausedSinks) {
    this.#seat = seat;
    this.#desk = desk;
    this.#paused = paused;
    this.#dispatcher = new Dispatcher(seat, desk, paused);
    this.lanes = desk.watch;
  }

  /** Claims delivery, and brings its lanes to where they stood: what was in the air is in doubt. */
  static async open(seat: DeliverySeat): Promise<Delivery> {
    const { journal, rebuilt, end } = await DeliveryJournal.open(seat);
    const [ledger, paused] = [new Ledger(), new PausedSinks()];
    for await (const rows of seat.store.load(deliveryStage, partition)) {
      for (const row of rows) {
        ledger.restore(row);
        paused.restore(row);
      }
    }
    ledger.begin(seat.clock.now());
    const delivery = new Delivery(seat, new LaneDesk({ ledger, journal, clock: seat.clock }), paused);
    await delivery.#begin(end, rebuilt);
    return delivery;
  }

  get standing(): DeliveryStanding {
    const { inTheAir, resting } = this.#dispatcher;
    return { ...this.#desk.ready.sizes(), inTheAir, resting };
  }

  /** Each system by itself; counts all lanes, so ask it seldom. */
  sinkStandings(): readonly SinkStanding[] {
    return this.#dispatcher.standings();
  }

  /**
   * Runs until the signal aborts, then hears out the calls in the air for a moment.
   * @throws AdapterError `epoch-fenced` when another process has taken over.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { journal } = this.#desk;
    while (!signal.aborted) {
      this.#dispatcher.takeAnswers();
      this.#desk.considerDue();
      const read = await this.#readBatch(journal.cursor + batchRecords);
      this.#dispatcher.dispatch();
      this.#dispatcher.launch(await journal.commit(this.#changes(), signal));
      if (read === 0 && !this.#dispatcher.hasAnswers) await this.#rest(signal);
    }
    await this.#hearOut();
  }

  async #begin(end: number, rebuilt: boolean): Promise<void> {
    while ((await this.#readBatch(end)) > 0);
    this.#desk.ledger.restart((sink) => this.#dispatcher.termsOf(sink), rebuilt);
    this.#isOpen = true;
    this.#desk.considerAll();
  }

  async #hearOut(): Promise<void> {
    const { clock } = this.#seat;
    const over = new AbortController();
    await Promise.race([this.#dispatcher.silence(), clock.until(clock.now() + stopGraceMs, over.signal)]);
    over.abort(waitOver);
    this.#dispatcher.takeAnswers();
    await this.#desk.journal.commit(this.#changes(), over.signal);
  }

  #changes(): RowChange[] {
    return [...this.#desk.ledger.take(), ...this.#paused.take()];
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const stop = (): void => over.abort(waitOver);
    signal.addEventListener('abort', stop, { once: true });
    const answered = this.#dispatcher.answered();
    const { log, clock } = this.#seat;
    const dueAt = this.#dispatcher.nextDueAt();
    const more = log.waitFor('tickets', partition, this.#desk.journal.cursor, over.signal);
    await Promise.race([answered, more, ...(dueAt === null ? [] : [clock.until(dueAt, over.signal)])]);
    over.abort(waitOver);
    signal.removeEventListener('abort', stop);
  }

  async #readBatch(end: number): Promise<number> {
    const { journal } = this.#desk;
    const from = journal.cursor;
    if (from >= end) return 0;
    const records = await this.#seat.log.read('tickets', partition, from, Math.min(batchRecords, end - from));
    for (const record of records) this.#take(record);
    const last = records.at(-1);
    if (last !== undefined) journal.read(last.offset + 1);
    return records.length;
  }

  #take(record: StoredRecord): void {
    const heard = hearRecord(record);
    if (heard === null) return;
    switch (heard.heard) {
      case 'unreadable':
        this.#seat.onTrouble?.({ code: 'ticket-step-unreadable', offset: record.offset, message: heard.why });
        return;
      case 'paused':
        this.#paused.hear(heard.pause);
        return;
      case 'moved':
        this.#desk.move(heard.note);
        return;
      case 'planned': {
        const lane = this.#desk.plan(heard.step, record);
        if (lane !== null && this.#isOpen) this.#desk.consider(lane);
        return;
      }
      case 'inflight':
        if (!this.#isOpen) this.#desk.ledger.recallInflight(heard.step);
        return;
      default:
        if (!this.#isOpen) this.#desk.ledger.recallResult(heard.step, heard.heard === 'refused', record.receivedAt);
    }
  }
}
