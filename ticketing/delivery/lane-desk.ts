// Puts each lane where it belongs, and brings what became of an operation to ledger and journal alike.
import type { Clock } from '../../domain/ports/clock.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { ticketClosedForGoodKind, ticketDoneKind, ticketRefusedKind } from '../../domain/ticket.ts';
import type { TicketOperation, TicketStep } from '../../domain/ticket.ts';
import { decideNext } from './decide-next.ts';
import type { Next, Situation } from './decide-next.ts';
import type { DeliveryJournal } from './delivery-journal.ts';
import type { Lane } from './lane.ts';
import { LaneWatch } from './lane-watch.ts';
import type { Ledger } from './ledger.ts';
import { ReadyLanes } from './ready-lanes.ts';
import { refuse } from './settle.ts';
import type { Settled, Verdict } from './settle.ts';
import { decisionOf } from './step-record.ts';

export interface DeskParts {
  readonly ledger: Ledger;
  readonly journal: DeliveryJournal;
  readonly clock: Clock;
}

export class LaneDesk {
  readonly ledger: Ledger;
  readonly journal: DeliveryJournal;
  readonly ready = new ReadyLanes();
  readonly watch: LaneWatch;
  readonly #clock: Clock;

  constructor({ ledger, journal, clock }: DeskParts) {
    this.ledger = ledger;
    this.journal = journal;
    this.watch = new LaneWatch(ledger);
    this.#clock = clock;
  }

  nextOf(lane: Lane): { readonly next: Next; readonly operation: TicketOperation | undefined } {
    const operation = this.ledger.headOf(lane)?.operation;
    const into = this.ledger.into(operation?.fields.into ?? null).state;
    const situation: Situation = { lane, operation, into, now: this.#clock.now() };
    return { next: decideNext(situation), operation };
  }

  /** Ready, waiting or blocked. */
  consider(id: string): void {
    const lane = this.ledger.lane(id);
    if (lane === undefined) return;
    const { next, operation } = this.nextOf(lane);
    if (next.step === 'wait') this.ready.wait(id, next.until);
    if (next.step === 'blocked') this.ready.block(id, next.on);
    if (operation === undefined) return;
    if (next.step === 'send') this.ready.queue(lane.sink).add(id, isUrgent(operation));
    if (next.step === 'give-up') this.#giveUp(lane, operation, next.code);
  }

  considerAll(): void {
    for (const lane of this.ledger.lanes()) if (lane.queue.length > 0) this.consider(lane.id);
  }

  considerDue(): void {
    for (const lane of this.ready.due(this.#clock.now())) this.consider(lane);
  }

  /** Takes in a planned operation; null where the log repeats it, else its lane. */
  plan(step: TicketStep, { tenant, receivedAt }: StoredRecord): string | null {
    const planned = this.ledger.plan(step, tenant, receivedAt);
    if (planned === null) return null;
    if (planned.coalesced !== null) {
      const { sink, key } = step.operation;
      const evidence = { sink, key, earlier: planned.coalesced.id, later: step.operation.id };
      this.note(step.operation, { outcome: 'coalesced', reason: 'ticket-coalesced', evidence });
    }
    return planned.lane;
  }

  /** Another ticket stands for the key from now on. */
  move({ sink, key, ticket, url }: { sink: string; key: string; ticket: string; url: string | null }): void {
    if (this.ledger.move(sink, key, { ticket, url })) this.watch.moves(this.ledger.laneOfKey(sink, key)?.id ?? '');
  }

  note(operation: TicketOperation, verdict: Verdict): void {
    this.ledger.note(operation.id, decisionOf(verdict, operation, this.#clock.now(), this.journal.mark));
  }

  conclude(operation: TicketOperation, { lane, result, beyondReopening, verdict }: Settled): void {
    if (verdict !== null) this.note(operation, verdict);
    this.watch.moves(lane.id);
    this.ledger.put(lane);
    if (result !== 'pending') this.#tellResult(operation, lane, result);
    if (beyondReopening) this.#tellClosed(operation, lane);
    this.consider(lane.id);
    for (const blocked of this.ready.unblock(operation.key)) this.consider(blocked);
  }

  #giveUp(lane: Lane, operation: TicketOperation, code: string): void {
    const why = { code, message: 'the ticket was never created' };
    this.conclude(operation, refuse(lane, operation, why, this.#clock.now()));
  }

  #tellResult(operation: TicketOperation, lane: Lane, result: 'done' | 'refused'): void {
    const kind = result === 'done' ? ticketDoneKind : ticketRefusedKind;
    const queued = this.ledger.operation(operation.id);
    const { tenant, ticket, url } = lane;
    this.journal.tell({ kind, operation, tenant, ticket, url, decisions: queued?.untold ?? [] });
    this.ledger.finish(operation.id);
  }

  #tellClosed(operation: TicketOperation, { tenant, ticket, url }: Lane): void {
    this.journal.tell({ kind: ticketClosedForGoodKind, operation, tenant, ticket, url, decisions: [] });
  }
}

/** What wakes people is not to stand in a queue behind what does not. */
function isUrgent({ op, fields }: TicketOperation): boolean {
  return (op === 'open' || op === 'escalate') && (fields.priority <= 2 || fields.major);
}
