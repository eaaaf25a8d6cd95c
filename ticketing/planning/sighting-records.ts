// The records that a look at a ticket leads to: wishes of people for judging, and what became of the ticket.
import { commandKind } from '../../domain/command.ts';
import type { Command } from '../../domain/command.ts';
import type { Decision } from '../../domain/decision.ts';
import { hexId } from '../../domain/identity.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { ticketNoteKind } from '../../domain/ticket.ts';
import type { TicketNote, TicketSighting } from '../../domain/ticket.ts';
import type { Reading } from './read-sighting.ts';

/** What a reading is written about: the record that told of it, at which logical time. */
export interface ReadPlace {
  readonly record: StoredRecord;
  readonly sighting: TicketSighting;
  readonly at: number;
}

const reasonLength = 2_000;
const nameLength = 200;

/** On `alerts`, where people's wishes go: feedback enters by the front door. */
export function wishRecords({ wishes }: Reading, { record, sighting, at }: ReadPlace): Outgoing[] {
  const { tenant } = record;
  const via = { sink: sighting.sink, ticket: sighting.ticket };
  return wishes.map((wish, index) => {
    const body: Command = {
      ...wish,
      ...{ incident: sighting.incident, by: wish.by.slice(0, nameLength), reason: wish.reason.slice(0, reasonLength) },
      via,
    };
    const id = hexId(commandKind, record.id, String(index));
    const time = { occurredAt: at, receivedAt: at };
    return { stream: 'alerts', record: { v: 1, id, tenant, key: tenant, kind: commandKind, ...time, body } };
  });
}

/** Null: nothing to be said. */
export function noteRecord(reading: Reading, { record, sighting, at }: ReadPlace): Outgoing | null {
  const { findings, state, ticket } = reading;
  if (findings.length === 0 && state === null) return null;
  const subject = { type: 'ticket', id: ticket.key } as const;
  const decisions = findings.map((finding, index) => {
    const id = `S${ticket.key}.${String(record.offset)}.${String(index)}`;
    return { id, at, subject, ...finding };
  });
  const { unit, key } = ticket;
  const { incident, sink, ticket: seen, url } = sighting;
  const body: TicketNote = { incident, sink, unit, key, ticket: seen, url, state, decisions };
  const id = hexId(ticketNoteKind, record.id);
  const { tenant } = record;
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'tickets', record: { v: 1, id, tenant, key: incident, kind: ticketNoteKind, ...time, body } };
}

export interface HeldPlace {
  readonly record: StoredRecord;
  readonly incident: string;
  readonly sink: string;
  readonly at: number;
}

/** Why an incident has no ticket of its own in a sink yet. */
export function heldBackRecord({ record, incident, sink, at }: HeldPlace, evidence: Decision['evidence']): Outgoing {
  const subject = { type: 'incident', id: incident } as const;
  const id = hexId('held-back', record.id, incident, sink);
  const decision = { id: `H${id}`, at, subject, outcome: 'held back', reason: 'ticket-held-back' as const, evidence };
  const place = { incident, sink, unit: 'incident', key: '', ticket: null, url: null, state: null };
  const body: TicketNote = { ...place, decisions: [decision] };
  const { tenant } = record;
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'tickets', record: { v: 1, id, tenant, key: incident, kind: ticketNoteKind, ...time, body } };
}
