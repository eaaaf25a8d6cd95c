// Decides what a lane does next: nothing, wait, send its head, or look its key up first. Pure.
import type { TicketOperation } from '../../domain/ticket.ts';
import { isDoubtful, turnedTo } from './lane.ts';
import type { Lane } from './lane.ts';

export type Next =
  | { readonly step: 'idle' }
  /** Its result comes by itself. */
  | { readonly step: 'in-the-air' }
  | { readonly step: 'wait'; readonly until: number }
  /** The ticket that this one is to be linked to is not there yet. */
  | { readonly step: 'blocked'; readonly on: string }
  /** The ticket was never created: the operation can reach nobody. */
  | { readonly step: 'give-up'; readonly code: 'no-ticket' }
  /** `find`: look K up first, adopt what is there. `again`: an earlier attempt may have done it. */
  | { readonly step: 'send'; readonly find: boolean; readonly again: boolean };

/** How the ticket stands that a merge, or a continuing open, is to be linked to. */
export type IntoState = 'ready' | 'pending' | 'unknown';

export interface Situation {
  readonly lane: Lane;
  /** The head of the queue; undefined: the queue is empty. */
  readonly operation: TicketOperation | undefined;
  readonly into: IntoState;
  readonly now: number;
}

function due({ head }: Lane): number {
  if (head.phase === 'in-doubt') return head.lookAt;
  return head.phase === 'waiting' ? head.notBefore : 0;
}

/**
 * A first attempt needs no look-up; any later one of a create does, unless this very process knows that nothing was
 * created: reliability-security §2.
 */
export function decideNext({ lane: known, operation, into, now }: Situation): Next {
  if (operation === undefined) return { step: 'idle' };
  const lane = turnedTo(known, operation);
  if (lane.head.phase === 'inflight') return { step: 'in-the-air' };
  const creates = operation.op === 'open';
  if (!creates && lane.ticket === null && lane.refused) return { step: 'give-up', code: 'no-ticket' };
  const until = due(lane);
  if (now < until) return { step: 'wait', until };
  if (operation.fields.into !== null && into === 'pending') return { step: 'blocked', on: operation.fields.into };
  const look = isDoubtful(lane);
  const lost = !creates && lane.ticket === null;
  return { step: 'send', find: lost || (look && lane.ticket === null), again: look || lane.head.attempt > 0 };
}
