// An incident's tickets as the API shows them, with every operation and how far it came.
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { OperationRow, TicketStateRow } from '../projection/tables.ts';
import { places } from '../reading/projection-reader.ts';
import type { TicketLink, TicketOperationRow, TicketRow } from './contract.ts';
import type { View } from './view.ts';

/** An incident has a ticket per sink and unit; more than this is a fault elsewhere. */
const ticketCeiling = 100;
const operationCeiling = 500;

export function ticketLink({ sink, unit, key, id, url, state }: TicketStateRow): TicketLink {
  return { sink, unit, key, id, url, state };
}

export async function ticketStates(incident: string, view: View): Promise<TicketStateRow[]> {
  const found = await view.reader.scan(places.ticket, { prefix: `${incident}/`, limit: ticketCeiling });
  return found.map(({ row }) => row);
}

export function operationRow({ step, operation }: OperationRow): TicketOperationRow {
  const { id, at, op, fields } = operation;
  const { title, publicText, technicalText, priority, team } = fields;
  return { id, at: rfc3339(at), op, step, title, publicText, technicalText, priority, team };
}

export async function ticketRow(ticket: TicketStateRow, view: View): Promise<TicketRow> {
  const prefix = `${ticket.incident}/`;
  const found = await view.reader.scan(places.operation, { prefix, limit: operationCeiling });
  const own = found.filter(({ row }) => row.operation.key === ticket.key);
  return { ...ticketLink(ticket), incident: ticket.incident, operations: own.map(({ row }) => operationRow(row)) };
}

export async function ticketsOf(incident: string, view: View): Promise<TicketRow[]> {
  const states = await ticketStates(incident, view);
  return Promise.all(states.map((state) => ticketRow(state, view)));
}
