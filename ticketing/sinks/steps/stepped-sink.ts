// A ticketing system as a sink: the order of steps that each operation takes, the same for every system.
import type { TicketOperation } from '../../../domain/ticket.ts';
import type { FindOutcome, SinkCall, SinkCapabilities, SinkOutcome, TicketRef, TicketSink } from '../../sink.ts';
import type { NoteKind } from '../text/marks.ts';
import { inOrder } from './step.ts';
import type { Stop, Stopped } from './step.ts';

/** What a step is about. */
export interface Told {
  readonly ticket: string;
  readonly operation: TicketOperation;
  /** An earlier attempt may have done it: look before doing it twice. */
  readonly again: boolean;
}

/** With the ticket as it stood when the operation began. */
export interface Seen<Now> extends Told {
  readonly now: Now;
}

/** The single steps of one system; each is safe to repeat where `again` says that it may have been done. */
export interface TicketSteps<Now> {
  refOf(ticket: string): TicketRef;
  /** Whether this may be an id of the system at all. */
  isId(ticket: string): boolean;
  find(key: string): Promise<FindOutcome>;
  create(operation: TicketOperation): Promise<{ readonly ticket: string } | { readonly stopped: Stop }>;
  /** Stopped with `closed-for-good` where the ticket is gone. */
  look(ticket: string): Promise<{ readonly now: Now } | { readonly stopped: Stop }>;
  /** Title and levels. A ticket that a person closed keeps its fields. */
  setFields(seen: Seen<Now>): Promise<Stopped>;
  /** The operation's text of this kind as a comment with its mark; an empty text needs none. `now`: unless it is new. */
  note(told: Told | Seen<Now>, kind: NoteKind): Promise<Stopped>;
  /** Resolves, its public text as what solved it; done at once where it is resolved already. */
  solve(seen: Seen<Now>): Promise<Stopped>;
  /** Opens a ticket that is resolved, and tells its public text. */
  open(seen: Seen<Now>): Promise<Stopped>;
  link(ticket: string, into: string, kind: 'continues' | 'duplicate'): Promise<Stopped>;
}

export class SteppedSink<Now> implements TicketSink {
  readonly capabilities: SinkCapabilities;
  readonly #steps: TicketSteps<Now>;

  constructor(steps: TicketSteps<Now>, capabilities: SinkCapabilities) {
    this.#steps = steps;
    this.capabilities = capabilities;
  }

  find(key: string): Promise<FindOutcome> {
    return this.#steps.find(key);
  }

  async create(call: SinkCall): Promise<SinkOutcome> {
    if (call.ticket !== null) return this.#complete(call, call.ticket);
    const created = await this.#steps.create(call.operation);
    if ('stopped' in created) return created.stopped;
    return this.#complete({ ...call, again: false }, created.ticket);
  }

  update(call: SinkCall): Promise<SinkOutcome> {
    return this.#tell(call);
  }

  escalate(call: SinkCall): Promise<SinkOutcome> {
    return this.#tell(call);
  }

  /** The solution is what users read; the details go before it, in a private comment. */
  resolve(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (seen) => [() => this.#steps.note(seen, 'technical'), () => this.#steps.solve(seen)]);
  }

  reopen(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (seen) => [
      () => this.#steps.open(seen),
      () => this.#steps.note(seen, 'technical'),
      () => this.#steps.setFields(seen),
    ]);
  }

  merge(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (seen) => [
      () => this.#linked(seen.ticket, call.into, 'duplicate'),
      () => this.#steps.note(seen, 'technical'),
      () => this.#steps.solve(seen),
    ]);
  }

  answer(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (seen) => [
      () => this.#steps.note(seen, 'public'),
      () => this.#linked(seen.ticket, call.into, 'continues'),
    ]);
  }

  /** For records that others belong to: one more of them, and what there is to say of it. */
  protected tie(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (seen) => [
      () => this.#steps.note(seen, 'technical'),
      () => this.#tied(seen.ticket, call.into),
    ]);
  }

  /** Ids of records and of tickets are counted apart: equal ones are not the same. */
  #tied(record: string, into: string | null): Promise<Stopped> {
    const may = into !== null && this.#steps.isId(into);
    return may ? this.#steps.link(record, into, 'continues') : Promise.resolve(null);
  }

  #tell(call: SinkCall): Promise<SinkOutcome> {
    return this.#on(call, (seen) => [
      () => this.#steps.setFields(seen),
      () => this.#steps.note(seen, 'public'),
      () => this.#steps.note(seen, 'technical'),
    ]);
  }

  /** Read first: some systems take updates of deleted tickets without a word. */
  async #on(
    { ticket, operation, again }: SinkCall,
    steps: (seen: Seen<Now>) => readonly (() => Promise<Stopped>)[],
  ): Promise<SinkOutcome> {
    if (ticket === null || !this.#steps.isId(ticket))
      return { outcome: 'refused', code: 'closed-for-good', message: 'no ticket of this system has such an id' };
    const looked = await this.#steps.look(ticket);
    if ('stopped' in looked) return looked.stopped;
    const stopped = await inOrder(steps({ ticket, operation, again, now: looked.now }));
    return stopped ?? { outcome: 'done', ticket: this.#steps.refOf(ticket) };
  }

  /** What comes after the create; the ticket stands, so a failure here must not lead to another. */
  async #complete({ operation, again, into }: SinkCall, ticket: string): Promise<SinkOutcome> {
    const stopped = await inOrder([
      () => this.#steps.note({ ticket, operation, again }, 'technical'),
      () => this.#linked(ticket, into, 'continues'),
    ]);
    const ref = this.#steps.refOf(ticket);
    if (stopped?.outcome === 'failed') return { ...stopped, ticket: ref };
    if (stopped?.outcome === 'in-doubt') return stopped;
    // A comment or link refused for good: the ticket itself is what counts.
    return { outcome: 'done', ticket: ref };
  }

  #linked(ticket: string, into: string | null, kind: 'continues' | 'duplicate'): Promise<Stopped> {
    return into === null || into === ticket || !this.#steps.isId(into)
      ? Promise.resolve(null)
      : this.#steps.link(ticket, into, kind);
  }
}
