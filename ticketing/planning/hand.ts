// What planning remembers of people's hands on a ticket, so that the same look twice says nothing new.
import type { TicketSighting } from '../../domain/ticket.ts';

export interface Hand {
  readonly standing: TicketSighting['standing'] | null;
  readonly assignee: string | null;
  readonly team: string | null;
  /** As the system showed it, and what Vigie had told then: a system's own map may differ from ours. */
  readonly priority: number | null;
  readonly priorityFor: number | null;
  /** Ids of comments already taken, newest last, at most 50. */
  readonly comments: readonly string[];
  /** Since when it is closed by hand while alerts burn, logical time; null: it is not. */
  readonly closedSince: number | null;
  /** How often Vigie opened it again against a hand, and sent a resolve again that did not take. */
  readonly reopened: number;
  readonly resent: number;
  /** The operation after which it was last seen as Vigie left it. */
  readonly settledSeq: number | null;
  /** The resolve after which a person opened it again: it is theirs now. */
  readonly releasedSeq: number | null;
  /** Who asked for no more updates on it; null, or absent in old rows: nobody. */
  readonly stoppedBy?: string | null;
}

export const untouched: Hand = {
  standing: null,
  assignee: null,
  team: null,
  priority: null,
  priorityFor: null,
  comments: [],
  closedSince: null,
  reopened: 0,
  resent: 0,
  settledSeq: null,
  releasedSeq: null,
};
