// The port of a ticketing system, in ticketing's words: find by key, create, tell, resolve. Adapters: ticketing/sinks.
import type { TicketOperation } from '../domain/ticket.ts';

export interface TicketRef {
  /** The system's own id, as a person would type it. */
  readonly ticket: string;
  /** Where a person opens it; null if the system has no page. */
  readonly url: string | null;
}

export interface SinkCall {
  readonly operation: TicketOperation;
  /** Null: not created yet. Given to `create`: it exists already, complete what is missing. */
  readonly ticket: string | null;
  /** The ticket of `operation.fields.into`; null if it is not known. */
  readonly into: string | null;
  /** True: an earlier attempt may have done it, or half of it. Look before doing anything twice. */
  readonly again: boolean;
}

/** Nothing was done, or nothing more than what `ticket` says. */
export interface Failed {
  readonly outcome: 'failed';
  readonly code: string;
  readonly message: string;
  /** As the system asks; absent: the caller's own rhythm. */
  readonly retryAfterMs?: number;
  /** The ticket exists, though not all of the operation was done. */
  readonly ticket?: TicketRef;
  /** Whether the system as a whole is to blame (unreachable, overloaded, locked out), not this operation. */
  readonly systemic: boolean;
}

/** Never will be done. `closed-for-good`: the ticket is gone or can't be opened again. */
export interface Refused {
  readonly outcome: 'refused';
  readonly code: string;
  readonly message: string;
}

/** Sent, and nobody knows what became of it. */
export interface InDoubt {
  readonly outcome: 'in-doubt';
  readonly code: string;
  readonly message: string;
}

export interface Done {
  readonly outcome: 'done';
  readonly ticket: TicketRef;
}

export type SinkOutcome = Done | Failed | Refused | InDoubt;

/** What a look-up by key found, oldest ticket first; `unknown` must never lead to a create. */
export type FindOutcome =
  | { readonly outcome: 'found'; readonly tickets: readonly TicketRef[] }
  | { readonly outcome: 'unknown'; readonly code: string; readonly message: string; readonly retryAfterMs?: number };

export const closedForGood = 'closed-for-good';

export interface SinkCapabilities {
  /** After a call in doubt: request timeout + the server's longest run + search lag. Only then a look-up tells the truth. */
  readonly quarantineMs: number;
  readonly limits: {
    /** Calls at once. */
    readonly concurrency: number;
    /** Operations a minute that the system takes of one account; absent: it names no bound. */
    readonly perMinute?: number;
  };
}

/** No member throws or rejects for what the system does; a rejection counts as in doubt. */
export interface TicketSink {
  readonly capabilities: SinkCapabilities;
  find(key: string): Promise<FindOutcome>;
  create(call: SinkCall): Promise<SinkOutcome>;
  /** Fields as in the operation, its texts as a comment. */
  update(call: SinkCall): Promise<SinkOutcome>;
  escalate(call: SinkCall): Promise<SinkOutcome>;
  resolve(call: SinkCall): Promise<SinkOutcome>;
  /** Refused with `closed-for-good` where the system cannot. */
  reopen(call: SinkCall): Promise<SinkOutcome>;
  /** Links to `into` and resolves as its duplicate. */
  merge(call: SinkCall): Promise<SinkOutcome>;
  /** Comments on a person's own ticket and links it to `into`; touches nothing else. Absent: nobody but Vigie writes there. */
  answer?(call: SinkCall): Promise<SinkOutcome>;
  /** Of problem records: comments, and ties the incident's ticket `into` to the problem. Absent: it keeps none. */
  link?(call: SinkCall): Promise<SinkOutcome>;
  /** Of problem records: looks a ticket up that is to be tied to one. Absent: `find` does. */
  findTicket?(key: string): Promise<FindOutcome>;
}
