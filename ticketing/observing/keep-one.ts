// Decides which of several tickets with one key lives on: the one that a person touched, else the oldest. Pure.
import type { SeenTicket } from '../reader.ts';

export interface Kept {
  readonly kept: SeenTicket;
  /** To be linked to it and resolved. */
  readonly rest: readonly SeenTicket[];
  readonly by: 'touched' | 'oldest';
}

const ended: ReadonlySet<SeenTicket['standing']> = new Set(['resolved', 'closed', 'merged', 'deleted']);

export function isLive({ standing }: SeenTicket): boolean {
  return !ended.has(standing);
}

function isTouched({ assignee, comments }: SeenTicket): boolean {
  return assignee !== null || comments.some(({ own }) => !own);
}

/** Ids are numbers in some systems, references in others: shorter first, then by their signs. */
function older(a: SeenTicket, b: SeenTicket): number {
  return a.ticket.length - b.ticket.length || (a.ticket < b.ticket ? -1 : 1);
}

/** Null: nothing is doubled. */
export function keepOne(tickets: readonly SeenTicket[]): Kept | null {
  const live = tickets.filter(isLive).sort(older);
  const touched = live.find(isTouched);
  const kept = touched ?? live[0];
  if (kept === undefined || live.length < 2) return null;
  return { kept, rest: live.filter((ticket) => ticket !== kept), by: touched === undefined ? 'oldest' : 'touched' };
}
