// The records that a look at a ticket leads to: wishes of people for judging, and what became of the ticket.
import { commandKind } from '../../domain/command.ts';
import type { Command } from '../../domain/command.ts';
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
