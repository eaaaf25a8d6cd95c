// Carries one operation to its sink: looks its key up where an earlier attempt may have worked, then calls.
import type { Clock } from '../../domain/ports/clock.ts';
import type { TicketOp, TicketOperation } from '../../domain/ticket.ts';
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
}

export interface Answer {
  readonly outcome: SinkOutcome;
  /** Found by its key: an earlier attempt had created it. */
  readonly adopted: TicketRef | null;
}

type Method = 'create' | 'update' | 'escalate' | 'resolve' | 'reopen' | 'merge';

const methodOf: Readonly<Record<TicketOp, Method>> = {
  open: 'create',
  update: 'update',
  escalate: 'escalate',
  resolve: 'resolve',
  close: 'resolve',
  reopen: 'reopen',
  merge: 'merge',
};

function notFound(find: FindOutcome & { outcome: 'unknown' }): SinkOutcome {
  const { code, message, retryAfterMs } = find;
  return { outcome: 'failed', code, message, systemic: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

async function intoTicket({ sink, operation, into }: Errand): Promise<string | null | SinkOutcome> {
  const key = operation.fields.into;
  if (into !== null || key === null) return into;
  const found = await sink.find(key);
  return found.outcome === 'unknown' ? notFound(found) : (found.tickets[0]?.ticket ?? null);
}

async function carry(errand: Errand): Promise<Answer> {
  const { sink, operation, again } = errand;
  const into = await intoTicket(errand);
  if (typeof into === 'object' && into !== null) return { outcome: into, adopted: null };
  if (!errand.find) {
    const call: SinkCall = { operation, ticket: errand.ticket, into, again };
    return { outcome: await sink[methodOf[operation.op]](call), adopted: null };
  }
  const found = await sink.find(operation.key);
  if (found.outcome === 'unknown') return { outcome: notFound(found), adopted: null };
  const [first] = found.tickets;
  if (first === undefined && operation.op !== 'open') {
    return {
      outcome: { outcome: 'refused', code: closedForGood, message: 'no ticket carries this key' },
      adopted: null,
    };
  }
  const call: SinkCall = { operation, ticket: first?.ticket ?? null, into, again };
  return { outcome: await sink[methodOf[operation.op]](call), adopted: first ?? null };
}

function doubt(code: string, message: string): Answer {
  return { outcome: { outcome: 'in-doubt', code, message }, adopted: null };
}

function thrownWords(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message.slice(0, 300) : 'the sink failed';
}

/** Never rejects; after `deadlineMs` without an answer the call is in doubt, and a later answer is not heard. */
export async function performCall(errand: Errand, clock: Clock, deadlineMs: number): Promise<Answer> {
  const over = new AbortController();
  const late = clock.until(clock.now() + deadlineMs, over.signal).then(() => doubt('sink-silent', 'no answer in time'));
  const called = carry(errand).catch((thrown: unknown) => doubt('sink-threw', thrownWords(thrown)));
  const answer = await Promise.race([called, late]);
  over.abort();
  return answer;
}
