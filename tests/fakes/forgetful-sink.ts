// A ticketing system in memory that forgets to answer as it is told: before it works, after it worked, or much later.
import type {
  FindOutcome,
  SinkCall,
  SinkCapabilities,
  SinkOutcome,
  TicketRef,
  TicketSink,
} from '../../ticketing/sink.ts';

export interface ForgetfulTicket {
  readonly id: string;
  readonly key: string;
  readonly createdAt: number;
  open: boolean;
  title: string;
  /** In order: the operation, and what it said. */
  readonly said: { readonly operation: string; readonly op: string; readonly text: string }[];
  readonly linkedTo: string[];
}

/** `refuse` is definite and passing; `before` and `after` lose the answer. */
export type Whim = 'fine' | 'busy' | 'before' | 'after';

export class ForgetfulSink implements TicketSink {
  readonly capabilities: SinkCapabilities;
  readonly answered: { readonly ticket: string; readonly into: string | null }[] = [];
  readonly tickets = new Map<string, ForgetfulTicket>();
  /** Keys of tickets that somebody removed. */
  readonly deleted = new Set<string>();
  /** Every call that reached it, in order. */
  readonly calls: { readonly method: string; readonly key: string; readonly at: number }[] = [];
  /** What it does with the next call. */
  whim: (method: string) => Whim = () => 'fine';
  /** Awaited before each answer. */
  pause: () => Promise<void> = () => Promise.resolve();
  clock: () => number = () => 0;
  /** A search does not see what is younger. */
  searchLagMs = 0;
  #number = 0;

  constructor(quarantineMs = 5_000, concurrency = 8) {
    this.capabilities = {
      quarantineMs,
      limits: { concurrency },
    };
  }

  /** As a person with the right to would. */
  remove(id: string): void {
    const ticket = this.tickets.get(id);
    if (ticket !== undefined) this.deleted.add(ticket.key);
    this.tickets.delete(id);
  }

  ticketsOf(key: string): ForgetfulTicket[] {
    return [...this.tickets.values()].filter((ticket) => ticket.key === key);
  }

  async find(key: string): Promise<FindOutcome> {
    this.#note('find', key);
    await this.pause();
    const whim = this.whim('find');
    if (whim !== 'fine') return { outcome: 'unknown', code: 'search-lost', message: 'no answer' };
    const seen = this.ticketsOf(key).filter(({ createdAt }) => createdAt + this.searchLagMs <= this.clock());
    return { outcome: 'found', tickets: seen.map(refOf) };
  }

  create(call: SinkCall): Promise<SinkOutcome> {
    return this.#whimsical('create', call, () => {
      if (call.ticket !== null) return this.tickets.get(call.ticket);
      this.#number += 1;
      const id = `F-${String(this.#number)}`;
      const { key, fields } = call.operation;
      const createdAt = this.clock();
      const ticket = { id, key, createdAt, open: true, title: fields.title, said: [], linkedTo: [] };
      this.tickets.set(id, ticket);
      return tell(ticket, call);
    });
  }

  update(call: SinkCall): Promise<SinkOutcome> {
    return this.#whimsical('update', call, (ticket) => ticket && tell(ticket, call));
  }

  escalate(call: SinkCall): Promise<SinkOutcome> {
    return this.#whimsical('escalate', call, (ticket) => ticket && tell(ticket, call));
  }

  resolve(call: SinkCall): Promise<SinkOutcome> {
    return this.#whimsical('resolve', call, (ticket) => ticket && set(tell(ticket, call), false));
  }

  reopen(call: SinkCall): Promise<SinkOutcome> {
    return this.#whimsical('reopen', call, (ticket) => ticket && set(tell(ticket, call), true));
  }

  merge(call: SinkCall): Promise<SinkOutcome> {
    return this.#whimsical('merge', call, (ticket) => {
      if (ticket !== undefined && call.into !== null && !ticket.linkedTo.includes(call.into))
        ticket.linkedTo.push(call.into);
      return ticket && set(tell(ticket, call), false);
    });
  }

  /** On people's own tickets, which it keeps no account of. */
  answer({ ticket, into }: SinkCall): Promise<SinkOutcome> {
    if (ticket !== null) this.answered.push({ ticket, into });
    return Promise.resolve({ outcome: 'done', ticket: { ticket: ticket ?? '', url: null } });
  }

  async #whimsical(
    method: string,
    call: SinkCall,
    work: (ticket: ForgetfulTicket | undefined) => ForgetfulTicket | undefined,
  ): Promise<SinkOutcome> {
    this.#note(method, call.operation.key);
    const whim = this.whim(method);
    await this.pause();
    if (whim === 'busy') return { outcome: 'failed', code: 'busy', message: 'busy', systemic: true };
    if (whim === 'before') return lost;
    const ticket = work(call.ticket === null ? undefined : this.tickets.get(call.ticket));
    if (ticket === undefined) return { outcome: 'refused', code: 'closed-for-good', message: 'no such ticket' };
    return whim === 'after' ? lost : { outcome: 'done', ticket: refOf(ticket) };
  }

  #note(method: string, key: string): void {
    this.calls.push({ method, key, at: this.clock() });
  }
}

const lost: SinkOutcome = { outcome: 'in-doubt', code: 'lost', message: 'the answer was lost' };

const refOf = ({ id }: ForgetfulTicket): TicketRef => ({ ticket: id, url: null });

/** A comment whose operation is there already is not written again, if the caller says that it may be. */
function tell(ticket: ForgetfulTicket, { operation, again }: SinkCall): ForgetfulTicket {
  if (again && ticket.said.some((note) => note.operation === operation.id)) return ticket;
  const { publicText, technicalText, title } = operation.fields;
  ticket.said.push({ operation: operation.id, op: operation.op, text: `${publicText}\n${technicalText}` });
  ticket.title = title;
  return ticket;
}

function set(ticket: ForgetfulTicket, open: boolean): ForgetfulTicket {
  ticket.open = open;
  return ticket;
}
