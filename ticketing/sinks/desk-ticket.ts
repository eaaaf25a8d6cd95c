// A ticket of the built-in desk, as its row holds it.
import type { Row } from '../../domain/ports/state-store.ts';
import type { TicketOp } from '../../domain/ticket.ts';
import type { TicketRef } from '../sink.ts';

export const deskStage = 'desk';
/** key K → DeskTicket. */
export const deskTicketTable = 'ticket';
/** `D-1` → key K. */
export const deskNumberTable = 'number';
/** The last number given. */
export const deskCounter = { table: 'counter', key: 'ticket' } as const;

export interface DeskNote {
  /** Of the operation, `K.seq`: what is there already is not written again. */
  readonly operation: string;
  readonly op: TicketOp;
  readonly at: number;
  readonly publicText: string;
  readonly technicalText: string;
}

export interface DeskTicket {
  readonly id: string;
  readonly key: string;
  readonly incident: string;
  readonly unit: string;
  readonly state: 'open' | 'resolved' | 'merged';
  readonly title: string;
  readonly priority: number;
  readonly impact: string;
  readonly urgency: string;
  readonly category: string;
  readonly major: boolean;
  readonly team: string | null;
  readonly cis: readonly string[];
  /** Texts of the open, or of the last reopening. */
  readonly publicText: string;
  readonly technicalText: string;
  /** Ids of tickets that this one continues or was merged into; of a problem, its incidents'. */
  readonly links: readonly { readonly kind: 'continues' | 'duplicate-of' | 'incident'; readonly ticket: string }[];
  readonly openedAt: number;
  readonly changedAt: number;
  readonly resolvedAt: number | null;
  /** Oldest first, at most 500. */
  readonly history: readonly DeskNote[];
}

export function refOf({ id }: Pick<DeskTicket, 'id'>): TicketRef {
  return { ticket: id, url: `/tickets/${id}` };
}

/** `last`: the last number given, where the ticket is new; null: only the ticket changed. */
export function deskRows(ticket: DeskTicket, last: number | null): Row[] {
  const changed = { table: deskTicketTable, key: ticket.key, json: JSON.stringify(ticket) };
  if (last === null) return [changed];
  const number = { table: deskNumberTable, key: ticket.id, json: JSON.stringify(ticket.key) };
  return [changed, number, { ...deskCounter, json: String(last) }];
}
