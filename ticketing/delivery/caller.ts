// Carries one operation to its sink: looks its key up where an earlier attempt may have worked, then calls.
import type { Clock } from '../../domain/ports/clock.ts';
import { waitOver } from '../../domain/ports/clock.ts';
import type { TicketOp, TicketOperation } from '../../domain/ticket.ts';
import { withinCall } from '../call-over.ts';
import { closedForGood } from '../sink.ts';
import type { FindOutcome, SinkCall, SinkOutcome, TicketRef, TicketSink } from '../sink.ts';

export interface Errand {
  readonly sink: TicketSink;
  readonly operation: TicketOperation;
  readonly ticket: string | null;
  /** The ticket to link to, where the ledger knows it. */
  readonly into: string | null;
  readonly find: boolean;
  readonly again: boolean;
  /** Too late, it is not sent any more: somebody else may have taken over. Look-ups before it give it more time. */
  readonly notAfter: number;
}

export interface Answer {
  readonly outcome: SinkOutcome;
  /** Found by its key: an earlier attempt had created it. */
  readonly adopted: TicketRef | null;
}

type Method = 'create' | 'update' | 'escalate' | 'resolve' | 'reopen' | 'merge' | 'answer' | 'link';

const methodOf: Readonly<Record<TicketOp, Method>> = {
  open: 'create',
  update: 'update',
  escalate: 'escalate',
  resolve: 'resolve',
  close: 'resolve',
  reopen: 'reopen',
  merge: 'merge',
  answer: 'answer',
  link: 'link',
};

const noPeople: SinkOutcome = { outcome: 'refused', code: 'nobody-to-answer', message: 'people open no tickets there' };
const noLinks: SinkOutcome = {
  outcome: 'refused',
  code: 'nothing-to-link',
  message: 'no problem records are kept there',
};

function notFound(find: FindOutcome & { outcome: 'unknown' }): SinkOutcome {
  const { code, message, retryAfterMs } = find;
  return { outcome: 'failed', code, message, systemic: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** A look-up that says nothing leaves the question open; a call that says nothing is in doubt. */
const unanswered: FindOutcome & { outcome: 'unknown' } = {
  outcome: 'unknown',
  code: 'sink-silent',
  message: 'no answer in time',
};
const inDoubt: SinkOutcome = { outcome: 'in-doubt', code: 'sink-silent', message: 'no answer in time' };
const tooLate: SinkOutcome = {
  outcome: 'in-doubt',
  code: 'call-too-late',
  message: 'Vigie stood still before the call',
};

interface Otherwise<T> {
  readonly thrown: (why: unknown) => T;
  readonly unheard: T;
}

function thrownWords(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message.slice(0, 300) : 'the sink failed';
}

/** Each call has its own deadline; later nothing of it is heard, and nothing more of it is sent. */
export class Caller {
  readonly #clock: Clock;
  readonly #deadlineMs: number;

  constructor(clock: Clock, deadlineMs: number) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
  }

  /** Never rejects. */
  async carry(errand: Errand): Promise<Answer> {
    const { sink, operation, again } = errand;
    if (this.#clock.now() > errand.notAfter) return { outcome: tooLate, adopted: null };
    const into = await this.#intoTicket(errand);
    if (typeof into === 'object' && into !== null) return { outcome: into, adopted: null };
    const found = errand.find ? await this.#find(sink, operation.key) : null;
    if (found?.outcome === 'unknown') return { outcome: notFound(found), adopted: null };
    const adopted = found?.tickets[0] ?? null;
    if (found !== null && adopted === null && operation.op !== 'open') {
      return { outcome: { outcome: 'refused', code: closedForGood, message: 'no ticket carries this key' }, adopted };
    }
    if (this.#clock.now() > errand.notAfter + this.#deadlineMs) return { outcome: tooLate, adopted };
    const call: SinkCall = { operation, ticket: adopted?.ticket ?? errand.ticket, into, again };
    return { outcome: await this.#call(sink, call), adopted };
  }

  async #intoTicket({ sink, operation, into }: Errand): Promise<string | null | SinkOutcome> {
    const key = operation.fields.into;
    if (into !== null || key === null) return into;
    const found = await this.#find(sink, key, 'ticket');
    return found.outcome === 'unknown' ? notFound(found) : (found.tickets[0]?.ticket ?? null);
  }

  /** A problem record is linked to tickets, which are found elsewhere. */
  #find(sink: TicketSink, key: string, what: 'own' | 'ticket' = 'own'): Promise<FindOutcome> {
    const thrown = (why: unknown): FindOutcome => ({
      outcome: 'unknown',
      code: 'sink-threw',
      message: thrownWords(why),
    });
    const find = async (): Promise<FindOutcome> =>
      what === 'ticket' && sink.findTicket !== undefined ? sink.findTicket(key) : sink.find(key);
    return this.#inTime(find, { thrown, unheard: unanswered });
  }

  #call(sink: TicketSink, call: SinkCall): Promise<SinkOutcome> {
    const thrown = (why: unknown): SinkOutcome => ({
      outcome: 'in-doubt',
      code: 'sink-threw',
      message: thrownWords(why),
    });
    const method = methodOf[call.operation.op];
    return this.#inTime(async () => (await sink[method]?.(call)) ?? (method === 'link' ? noLinks : noPeople), {
      thrown,
      unheard: inDoubt,
    });
  }

  /** What is not heard in time sends nothing more, so that a look-up after the quarantine sees all that it ever did. */
  async #inTime<T>(ask: () => Promise<T>, { thrown, unheard }: Otherwise<T>): Promise<T> {
    const [answered, givenUp] = [new AbortController(), new AbortController()];
    const late = this.#clock.until(this.#clock.now() + this.#deadlineMs, answered.signal).then(() => {
      givenUp.abort();
      return unheard;
    });
    const first = await Promise.race([withinCall(givenUp.signal, ask).catch(thrown), late]);
    answered.abort(waitOver);
    return first;
  }
}
