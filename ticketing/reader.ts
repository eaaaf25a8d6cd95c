// The port by which a ticketing system tells what people did there, in ticketing's words. Adapters: ticketing/sinks.

/** `merged` and `deleted`: the ticket no longer stands for itself. */
export type TicketStanding = 'new' | 'in-progress' | 'pending' | 'resolved' | 'closed' | 'merged' | 'deleted';

export interface SeenComment {
  /** The system's own id, or a stable one made of place and position. */
  readonly id: string;
  /** Epoch ms by the system's clock; null if it does not say. */
  readonly at: number | null;
  readonly author: string;
  /** True: written by Vigie's own account, or it carries one of our marks. */
  readonly own: boolean;
  readonly public: boolean;
  /** Plain text, markup taken off, at most 16 kB. */
  readonly text: string;
}

export interface SeenTicket {
  readonly ticket: string;
  readonly url: string | null;
  /** The key or its marker as the ticket carries it; null: not opened by Vigie. */
  readonly key: string | null;
  readonly kind: 'incident' | 'request' | 'problem' | 'other';
  readonly title: string;
  /** Plain text, at most 16 kB; '' where a list does not bring it. */
  readonly text: string;
  readonly standing: TicketStanding;
  /** Epoch ms by the system's clock. */
  readonly changedAt: number;
  /** 1..5, by the adapter's own map back; null: not told. */
  readonly priority: number | null;
  readonly team: string | null;
  /** Who has it in charge; null: nobody. */
  readonly assignee: string | null;
  /** Who asked for it, by an id or account of the system's that no two people share; null: it names nobody. */
  readonly requester: string | null;
  /** Id of the ticket that it was merged into. */
  readonly mergedInto: string | null;
  /** Since the cursor, oldest first, at most 50. */
  readonly comments: readonly SeenComment[];
}

export type ReadOutcome =
  | {
      readonly outcome: 'read';
      /** Oldest change first. The same ticket may come again: readers are idempotent by (ticket, changedAt, comment id). */
      readonly tickets: readonly SeenTicket[];
      /** Opaque, at most 500 characters; give it back next time. */
      readonly cursor: string;
      /** True: ask again at once. */
      readonly more: boolean;
    }
  | { readonly outcome: 'unknown'; readonly code: string; readonly message: string; readonly retryAfterMs?: number };

/** No member rejects for what the system does. */
export interface TicketReader {
  /** Tickets changed since the cursor, at most 100 a call. Null: from now on (the first call only fixes the cursor). */
  readSince(cursor: string | null): Promise<ReadOutcome>;
  /** These tickets as they stand; what is gone comes back with standing `deleted`. At most 100 ids. */
  readTickets(ids: readonly string[]): Promise<ReadOutcome>;
}
