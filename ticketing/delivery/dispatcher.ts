// Sends what is ready to its ticketing system once the intent is durable, and takes the answers.
import { ticketInflightKind } from '../../domain/ticket.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import type { SinkOutcome } from '../sink.ts';
import { Caller } from './caller.ts';
import type { DeliverySeat, Returned, SentErrand, SinkStanding } from './delivery-seat.ts';
import { isDoubtful, turnedTo } from './lane.ts';
import type { Lane } from './lane.ts';
import type { LaneDesk } from './lane-desk.ts';
import type { PausedSinks } from './paused-sinks.ts';
import { launchGraceMs, settle } from './settle.ts';
import type { Terms } from './settle.ts';
import { SinkPost } from './sink-post.ts';

/** Where a sink is no longer configured: only used to restart its lanes. */
const unknownQuarantineMs = 60_000;

/** This process cannot know whether its successor has sent it. */
const notSent: SinkOutcome = { outcome: 'in-doubt', code: 'lease-lost', message: 'delivery may be of another process' };

export class Dispatcher {
  readonly #seat: DeliverySeat;
  readonly #desk: LaneDesk;
  readonly #paused: PausedSinks;
  readonly #posts: ReadonlyMap<string, SinkPost>;
  /** Marked in flight, to be called once that is durable. */
  #launching: SentErrand[] = [];
  #returned: Returned[] = [];
  readonly #calls = new Set<Promise<void>>();
  #wake: () => void = () => undefined;

  constructor(seat: DeliverySeat, desk: LaneDesk, paused: PausedSinks) {
    this.#seat = seat;
    this.#desk = desk;
    this.#paused = paused;
    this.#posts = new Map([...seat.sinks].map(([name, sink]) => [name, new SinkPost(name, sink, seat.clock)]));
  }

  get inTheAir(): number {
    return [...this.#posts.values()].reduce((sum, post) => sum + post.inTheAir, 0);
  }

  get resting(): readonly string[] {
    return [...this.#posts.values()].filter(({ resting }) => resting).map(({ name }) => name);
  }

  get hasAnswers(): boolean {
    return this.#returned.length > 0;
  }

  standings(): readonly SinkStanding[] {
    const backlogs = this.#desk.ledger.backlogs();
    return [...this.#posts.values()].map(({ name: sink, inTheAir, resting }) => {
      const { backlog = 0, oldestAt = null } = backlogs.get(sink) ?? {};
      const state = this.#paused.has(sink) ? 'paused' : resting ? 'resting' : 'working';
      return { sink, backlog, oldestAt, inTheAir, state };
    });
  }

  termsOf(sink: string): Terms {
    const quarantineMs = this.#seat.sinks.get(sink)?.capabilities.quarantineMs ?? unknownQuarantineMs;
    return { now: this.#seat.clock.now(), quarantineMs };
  }

  /** When a lane's time comes, or a system that rests may be called again; null: only an answer or a record moves on. */
  nextDueAt(): number | null {
    const { ready } = this.#desk;
    const rests = [...this.#posts.values()]
      .filter(({ name }) => ready.queue(name).size > 0 && !this.#paused.has(name))
      .map((post) => post.restsUntil(ready.queue(post.name).isUrgent));
    const times = [ready.nextDueAt(), ...rests].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Marks what may be sent now as in flight; `launch` calls it. */
  dispatch(): void {
    for (const post of this.#posts.values()) {
      const queue = this.#desk.ready.queue(post.name);
      if (this.#paused.has(post.name)) continue;
      while (queue.size > 0 && post.admits(queue.isUrgent)) this.#send(queue.next() ?? '', post);
    }
  }

  /** The marks are durable since a commit that began at `intendedAt`. */
  launch(intendedAt: number): void {
    const errands = this.#launching;
    this.#launching = [];
    for (const errand of errands) this.#call(errand, intendedAt + launchGraceMs);
  }

  takeAnswers(): void {
    const returned = this.#returned;
    this.#returned = [];
    for (const answer of returned) this.#takeAnswer(answer);
  }

  /** Resolves with the next answer. */
  answered(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Resolves when nothing is in the air any more. */
  async silence(): Promise<void> {
    await Promise.allSettled([...this.#calls]);
  }

  #send(id: string, post: SinkPost): void {
    const { ledger, journal, watch } = this.#desk;
    const lane = ledger.lane(id);
    if (lane === undefined) return;
    const { next } = this.#desk.nextOf(lane);
    const queued = ledger.headOf(lane);
    if (next.step !== 'send' || queued === undefined) {
      this.#desk.consider(id);
      return;
    }
    const { operation } = queued;
    const turned = this.#mark(lane, operation);
    const { tenant, ticket, url } = turned;
    journal.tell({ kind: ticketInflightKind, operation, tenant, ticket, url, decisions: queued.untold });
    ledger.told(operation.id);
    post.starts();
    watch.moves(id);
    this.#launching.push({ lane: id, operation, find: next.find, again: next.again });
  }

  #mark(lane: Lane, operation: TicketOperation): Lane {
    const { ledger, journal } = this.#desk;
    const { attempt } = lane.head;
    const turned = turnedTo(lane, operation);
    ledger.put({ ...turned, head: { phase: 'inflight', attempt, epoch: journal.epoch, look: isDoubtful(lane) } });
    return turned;
  }

  #call(errand: SentErrand, notAfter: number): void {
    const { operation, find, again } = errand;
    const sink = this.#posts.get(operation.sink)?.sink;
    const lane = this.#desk.ledger.lane(errand.lane);
    if (sink === undefined || lane === undefined) return;
    if (this.#seat.mayCall?.() === false) {
      this.#returned.push({ outcome: notSent, adopted: null, errand });
      return;
    }
    const { ticket: into } = this.#desk.ledger.into(operation.fields.into);
    const caller = new Caller(this.#seat.clock, sink.capabilities.quarantineMs);
    const call = caller.carry({ sink, operation, ticket: lane.ticket, into, find, again, notAfter }).then((answer) => {
      this.#returned.push({ ...answer, errand });
      this.#calls.delete(call);
      this.#wake();
    });
    this.#calls.add(call);
  }

  #takeAnswer({ outcome, adopted, errand: { lane: id, operation } }: Returned): void {
    this.#posts.get(operation.sink)?.answers(outcome);
    const lane = this.#desk.ledger.lane(id);
    if (lane?.queue[0] !== operation.id) return;
    if (adopted !== null) {
      const evidence = { sink: operation.sink, key: operation.key, ticket: adopted.ticket };
      this.#desk.note(operation, { outcome: 'adopted', reason: 'ticket-adopted', evidence });
    }
    const known = adopted === null ? lane : { ...lane, ticket: adopted.ticket, url: adopted.url };
    this.#desk.conclude(operation, settle(known, operation, outcome, this.termsOf(operation.sink)));
  }
}
