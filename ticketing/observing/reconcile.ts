// One key in one ticketing system: finds all tickets that carry it, keeps one, links and resolves the others.
import type { TicketSink } from '../sink.ts';
import type { Decision } from '../../domain/decision.ts';
import { ticketMovedKind } from '../../domain/ticket.ts';
import type { TicketNote } from '../../domain/ticket.ts';
import { duplicateOperation } from '../compose/duplicate-part.ts';
import type { Lane } from '../delivery/lane.ts';
import type { ReadOutcome, SeenTicket, TicketReader } from '../reader.ts';
import type { Language } from '../wording/language.ts';
import { isLive, keepOne } from './keep-one.ts';
import type { Kept } from './keep-one.ts';
import type { ObservedRecord } from './observer-journal.ts';

export interface Reconciliation {
  readonly lane: Lane;
  readonly sink: TicketSink;
  readonly reader: TicketReader;
  readonly language: Language;
}

export type Mended =
  { readonly outcome: 'mended'; readonly told: readonly ObservedRecord[] } | (ReadOutcome & { outcome: 'unknown' });

const nothing: Mended = { outcome: 'mended', told: [] };

export async function reconcile({ lane, sink, reader, language }: Reconciliation): Promise<Mended> {
  const found = await sink.find(lane.key);
  if (found.outcome === 'unknown') return found;
  const ids = found.tickets.map(({ ticket }) => ticket);
  if (ids.every((id) => id === lane.ticket)) return nothing;
  const read = await reader.readTickets([...new Set([...ids, ...(lane.ticket === null ? [] : [lane.ticket])])]);
  if (read.outcome === 'unknown') return read;
  const kept = keepOne(read.tickets);
  if (kept === null) return adopted(lane, read.tickets);
  return merged(kept, { lane, sink, language });
}

/** A lane without a ticket takes the one that is there. */
function adopted(lane: Lane, tickets: readonly SeenTicket[]): Mended {
  const [only] = tickets.filter(isLive);
  if (lane.ticket !== null || only === undefined || lane.queue.length > 0) return nothing;
  const evidence = { sink: lane.sink, key: lane.key, ticket: only.ticket };
  const decision = decisionOf(lane, { outcome: 'adopted', reason: 'ticket-adopted', evidence });
  return { outcome: 'mended', told: [movedRecord(lane, only, [decision])] };
}

async function merged(
  { kept, rest, by }: Kept,
  { lane, sink, language }: Omit<Reconciliation, 'reader'>,
): Promise<Mended> {
  const decisions: Decision[] = [];
  for (const duplicate of rest) {
    const told = { kept: kept.ticket, title: duplicate.title, at: duplicate.changedAt, language };
    const operation = duplicateOperation({ lane, ...told });
    const outcome = await sink.merge({ operation, ticket: duplicate.ticket, into: kept.ticket, again: true });
    if (outcome.outcome === 'failed' || outcome.outcome === 'in-doubt')
      return { outcome: 'unknown', code: outcome.code, message: outcome.message };
    const evidence = { sink: lane.sink, key: lane.key, kept: kept.ticket, duplicate: duplicate.ticket, by };
    const mark = `R${lane.key}.${duplicate.ticket}`;
    decisions.push({ ...decisionOf(lane, { outcome: 'merged', reason: 'ticket-duplicate', evidence }), id: mark });
  }
  return { outcome: 'mended', told: [movedRecord(lane, kept, decisions)] };
}

function decisionOf(lane: Lane, verdict: Pick<Decision, 'outcome' | 'reason' | 'evidence'>): Decision {
  return { id: `R${lane.key}`, at: lane.changedAt, subject: { type: 'ticket', id: lane.key }, ...verdict };
}

function movedRecord(lane: Lane, { ticket, url }: SeenTicket, decisions: Decision[]): ObservedRecord {
  const { incident, sink, unit, key, tenant } = lane;
  const body: TicketNote = { incident, sink, unit, key, ticket, url: url ?? lane.url, state: null, decisions };
  return { stream: 'tickets', tenant, key: incident, kind: ticketMovedKind, body };
}
