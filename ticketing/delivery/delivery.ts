// The delivery shell: planned operations in, calls to ticketing systems, results out. What to do is decided elsewhere.
import type { RowChange } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { waitOver } from '../../domain/ports/clock.ts';
import { ticketDoneKind, ticketInflightKind, ticketRefusedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import { ticketClosedForGoodKind } from '../planning/stage.ts';
import type { SinkOutcome } from '../sink.ts';
import { decideNext } from './decide-next.ts';
import type { DeliverySeat, DeliveryStanding, Returned, SentErrand, SinkStanding } from './delivery-seat.ts';
import { DeliveryJournal, deliveryStage } from './delivery-journal.ts';
import { hearRecord } from './heard-record.ts';
import { isDoubtful, turnedTo } from './lane.ts';
import type { Lane } from './lane.ts';
import { LaneWatch } from './lane-watch.ts';
import { Ledger } from './ledger.ts';
import { Caller } from './caller.ts';
import { PausedSinks } from './paused-sinks.ts';
import { ReadyLanes } from './ready-lanes.ts';
import { launchGraceMs, refuse, settle } from './settle.ts';
import type { Settled, Terms, Verdict } from './settle.ts';
import { SinkPost } from './sink-post.ts';
import { decisionOf } from './step-record.ts';

const batchRecords = 512;
const partition = 0;
/** Calls in the air at a stop get this long; later answers are in doubt at the next start. */
const stopGraceMs = 5_000;
/** Where a sink is no longer configured: only used to restart its lanes. */
const unknownQuarantineMs = 60_000;

/** What outlives a restart. */
interface Kept {
  readonly ledger: Ledger;
  readonly paused: PausedSinks;
}
/** This process cannot know whether its successor has sent it. */
const notSent: SinkOutcome = { outcome: 'in-doubt', code: 'lease-lost', message: 'delivery may be of another process' };

export class Delivery {
  /** For whoever looks at tickets. */
  readonly lanes: LaneWatch;
  readonly #seat: DeliverySeat;
  readonly #journal: DeliveryJournal;
  readonly #ledger: Ledger;
  readonly #posts: ReadonlyMap<string, SinkPost>;
  readonly #ready = new ReadyLanes();
  readonly #paused: PausedSinks;
  /** Marked in flight, to be called once that is durable. */
  #launching: SentErrand[] = [];
  #returned: Returned[] = [];
  readonly #calls = new Set<Promise<void>>();
  #wake: () => void = () => undefined;
  /** While it opens, the log tells of earlier lives; afterwards it repeats what this one knows better. */
  #isOpen = false;

  private constructor(seat: DeliverySeat, journal: DeliveryJournal, { ledger, paused }: Kept) {
    this.#paused = paused;
    this.#seat = seat;
    this.#journal = journal;
    this.#ledger = ledger;
    this.lanes = new LaneWatch(ledger);
    this.#posts = new Map([...seat.sinks].map(([name, sink]) => [name, new SinkPost(name, sink, seat.clock)]));
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
    const delivery = new Delivery(seat, journal, { ledger, paused });
    await delivery.#catchUp(end);
    ledger.restart((sink) => delivery.#terms(sink), rebuilt);
    delivery.#isOpen = true;
    for (const lane of ledger.lanes()) if (lane.queue.length > 0) delivery.#consider(lane.id);
    return delivery;
  }

  get standing(): DeliveryStanding {
    const posts = [...this.#posts.values()];
    const inTheAir = posts.reduce((sum, post) => sum + post.inTheAir, 0);
    return {
      ...this.#ready.sizes(),
      inTheAir,
      resting: posts.filter(({ resting }) => resting).map(({ name }) => name),
    };
  }

  /** Each system by itself; counts all lanes, so ask it seldom. */
  sinkStandings(): readonly SinkStanding[] {
    const backlogs = this.#ledger.backlogs();
    return [...this.#posts.values()].map(({ name: sink, inTheAir, resting }) => {
      const { backlog = 0, oldestAt = null } = backlogs.get(sink) ?? {};
      const state = this.#paused.has(sink) ? 'paused' : resting ? 'resting' : 'working';
      return { sink, backlog, oldestAt, inTheAir, state };
    });
  }

  /**
   * Runs until the signal aborts, then hears out the calls in the air for a moment.
   * @throws AdapterError `epoch-fenced` when another process has taken over.
   */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#takeAnswers();
      for (const lane of this.#ready.due(this.#seat.clock.now())) this.#consider(lane);
      const read = await this.#readBatch(this.#journal.cursor + batchRecords);
      this.#dispatch();
      this.#launch(await this.#journal.commit(this.#changes(), signal));
      if (read === 0 && this.#returned.length === 0) await this.#rest(signal);
    }
    await this.#hearOut();
  }

  async #hearOut(): Promise<void> {
    const { clock } = this.#seat;
    const over = new AbortController();
    await Promise.race([Promise.allSettled([...this.#calls]), clock.until(clock.now() + stopGraceMs, over.signal)]);
    over.abort(waitOver);
    this.#takeAnswers();
    await this.#journal.commit(this.#changes(), over.signal);
  }

  #changes(): RowChange[] {
    return [...this.#ledger.take(), ...this.#paused.take()];
  }

  async #rest(signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const stop = (): void => over.abort(waitOver);
    signal.addEventListener('abort', stop, { once: true });
    const answered = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const { log, clock } = this.#seat;
    const dueAt = this.#nextDueAt();
    const more = log.waitFor('tickets', partition, this.#journal.cursor, over.signal);
    await Promise.race([answered, more, ...(dueAt === null ? [] : [clock.until(dueAt, over.signal)])]);
    over.abort(waitOver);
    signal.removeEventListener('abort', stop);
  }

  #nextDueAt(): number | null {
    const rests = [...this.#posts.values()]
      .filter(({ name }) => this.#ready.queue(name).size > 0 && !this.#paused.has(name))
      .map((post) => post.restsUntil(this.#ready.queue(post.name).isUrgent));
    const times = [this.#ready.nextDueAt(), ...rests].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  #terms(sink: string): Terms {
    const quarantineMs = this.#seat.sinks.get(sink)?.capabilities.quarantineMs ?? unknownQuarantineMs;
    return { now: this.#seat.clock.now(), quarantineMs };
  }

  async #catchUp(end: number): Promise<void> {
    while ((await this.#readBatch(end)) > 0);
  }

  async #readBatch(end: number): Promise<number> {
    const from = this.#journal.cursor;
    if (from >= end) return 0;
    const records = await this.#seat.log.read('tickets', partition, from, Math.min(batchRecords, end - from));
    for (const record of records) this.#take(record);
    const last = records.at(-1);
    if (last !== undefined) this.#journal.read(last.offset + 1);
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
        this.#move(heard.note);
        return;
      case 'planned':
        this.#plan(heard.step, record);
        return;
      case 'inflight':
        if (!this.#isOpen) this.#ledger.recallInflight(heard.step);
        return;
      default:
        if (!this.#isOpen) this.#ledger.recallResult(heard.step, heard.heard === 'refused', record.receivedAt);
    }
  }

  #move({ sink, key, ticket, url }: { sink: string; key: string; ticket: string; url: string | null }): void {
    if (this.#ledger.move(sink, key, { ticket, url })) this.lanes.moves(this.#ledger.laneOfKey(sink, key)?.id ?? '');
  }

  #plan(step: TicketStep, record: StoredRecord): void {
    const planned = this.#ledger.plan(step, record.tenant, record.receivedAt);
    if (planned === null) return;
    if (planned.coalesced !== null) {
      const { sink, key } = step.operation;
      const evidence = { sink, key, earlier: planned.coalesced.id, later: step.operation.id };
      this.#note(step.operation, { outcome: 'coalesced', reason: 'ticket-coalesced', evidence });
    }
    if (this.#isOpen) this.#consider(planned.lane);
  }

  #note(operation: TicketOperation, verdict: Verdict): void {
    this.#ledger.note(operation.id, decisionOf(verdict, operation, this.#seat.clock.now(), this.#journal.mark));
  }

  #situation(lane: Lane): Parameters<typeof decideNext>[0] {
    const operation = this.#ledger.headOf(lane)?.operation;
    const into = this.#ledger.into(operation?.fields.into ?? null).state;
    return { lane, operation, into, now: this.#seat.clock.now() };
  }

  /** Puts a lane where it belongs: ready, waiting or blocked. */
  #consider(id: string): void {
    const lane = this.#ledger.lane(id);
    if (lane === undefined) return;
    const situation = this.#situation(lane);
    const next = decideNext(situation);
    if (next.step === 'wait') this.#ready.wait(id, next.until);
    if (next.step === 'blocked') this.#ready.block(id, next.on);
    if (next.step === 'send' && situation.operation !== undefined)
      this.#ready.queue(lane.sink).add(id, isUrgent(situation.operation));
    if (next.step === 'give-up' && situation.operation !== undefined)
      this.#giveUp(lane, situation.operation, next.code);
  }

  #giveUp(lane: Lane, operation: TicketOperation, code: string): void {
    const why = { code, message: 'the ticket was never created' };
    this.#conclude(operation, refuse(lane, operation, why, this.#seat.clock.now()));
  }

  #dispatch(): void {
    for (const post of this.#posts.values()) {
      const queue = this.#ready.queue(post.name);
      if (this.#paused.has(post.name)) continue;
      while (queue.size > 0 && post.admits(queue.isUrgent)) this.#send(queue.next() ?? '', post);
    }
  }

  /** Marks the head of the lane as in flight; it is called once that is durable. */
  #send(id: string, post: SinkPost): void {
    const lane = this.#ledger.lane(id);
    if (lane === undefined) return;
    const situation = this.#situation(lane);
    const next = decideNext(situation);
    const queued = this.#ledger.headOf(lane);
    if (next.step !== 'send' || queued === undefined) {
      this.#consider(id);
      return;
    }
    const { operation } = queued;
    const { attempt } = lane.head;
    const turned = turnedTo(lane, operation);
    const look = isDoubtful(lane);
    this.#ledger.put({ ...turned, head: { phase: 'inflight', attempt, epoch: this.#journal.epoch, look } });
    const { tenant, ticket, url } = turned;
    this.#journal.tell({ kind: ticketInflightKind, operation, tenant, ticket, url, decisions: queued.untold });
    this.#ledger.told(operation.id);
    post.starts();
    this.lanes.moves(id);
    this.#launching.push({ lane: id, operation, find: next.find, again: next.again });
  }

  #launch(intendedAt: number): void {
    const errands = this.#launching;
    this.#launching = [];
    for (const errand of errands) this.#call(errand, intendedAt + launchGraceMs);
  }

  #call(errand: SentErrand, notAfter: number): void {
    const { operation, find, again } = errand;
    const sink = this.#posts.get(operation.sink)?.sink;
    const lane = this.#ledger.lane(errand.lane);
    if (sink === undefined || lane === undefined) return;
    if (this.#seat.mayCall?.() === false) {
      this.#returned.push({ outcome: notSent, adopted: null, errand });
      return;
    }
    const { ticket: into } = this.#ledger.into(operation.fields.into);
    const caller = new Caller(this.#seat.clock, sink.capabilities.quarantineMs);
    const call = caller.carry({ sink, operation, ticket: lane.ticket, into, find, again, notAfter }).then((answer) => {
      this.#returned.push({ ...answer, errand });
      this.#calls.delete(call);
      this.#wake();
    });
    this.#calls.add(call);
  }

  #takeAnswers(): void {
    const returned = this.#returned;
    this.#returned = [];
    for (const { outcome, adopted, errand } of returned) {
      const { operation } = errand;
      this.#posts.get(operation.sink)?.answers(outcome);
      const lane = this.#ledger.lane(errand.lane);
      if (lane?.queue[0] !== operation.id) continue;
      if (adopted !== null) {
        const evidence = { sink: operation.sink, key: operation.key, ticket: adopted.ticket };
        this.#note(operation, { outcome: 'adopted', reason: 'ticket-adopted', evidence });
      }
      const known = adopted === null ? lane : { ...lane, ticket: adopted.ticket, url: adopted.url };
      this.#conclude(operation, settle(known, operation, outcome, this.#terms(operation.sink)));
    }
  }

  #conclude(operation: TicketOperation, { lane, result, beyondReopening, verdict }: Settled): void {
    if (verdict !== null) this.#note(operation, verdict);
    this.lanes.moves(lane.id);
    this.#ledger.put(lane);
    if (result !== 'pending') this.#tellResult(operation, lane, result);
    if (beyondReopening) this.#tellClosed(operation, lane);
    this.#consider(lane.id);
    for (const blocked of this.#ready.unblock(operation.key)) this.#consider(blocked);
  }

  #tellResult(operation: TicketOperation, lane: Lane, result: 'done' | 'refused'): void {
    const kind = result === 'done' ? ticketDoneKind : ticketRefusedKind;
    const queued = this.#ledger.operation(operation.id);
    const { tenant, ticket, url } = lane;
    this.#journal.tell({ kind, operation, tenant, ticket, url, decisions: queued?.untold ?? [] });
    this.#ledger.finish(operation.id);
  }

  #tellClosed(operation: TicketOperation, { tenant, ticket, url }: Lane): void {
    this.#journal.tell({ kind: ticketClosedForGoodKind, operation, tenant, ticket, url, decisions: [] });
  }
}

/** What wakes people is not to stand in a queue behind what does not. */
function isUrgent({ op, fields }: TicketOperation): boolean {
  return (op === 'open' || op === 'escalate') && (fields.priority <= 2 || fields.major);
}
