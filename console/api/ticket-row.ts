// An incident's tickets as the API shows them, with every operation and how far it came.
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { OperationRow, TicketStateRow } from '../projection/tables.ts';
import { places } from '../reading/projection-reader.ts';
import type { TicketLink, TicketOperationRow, TicketRow } from './ticket-contract.ts';
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

/** Of an incident, oldest first. */
export async function operationsOf(incident: string, view: View): Promise<OperationRow[]> {
  const found = await view.reader.scan(places.operation, { prefix: `${incident}/`, limit: operationCeiling });
  return found.map(({ row }) => row);
}

/** A lane keeps its order: what is still planned though a later one of its ticket is done was told with that one. */
export function toldStep(row: OperationRow, all: readonly OperationRow[]): TicketOperationRow['step'] {
  const { key, seq } = row.operation;
  const isTold = (later: OperationRow): boolean =>
    later.step === 'done' && later.operation.key === key && later.operation.seq > seq;
  return row.step === 'planned' && all.some(isTold) ? 'coalesced' : row.step;
}

function operationRow({ operation }: OperationRow, step: TicketOperationRow['step']): TicketOperationRow {
  const { id, at, op, fields } = operation;
  const { title, publicText, technicalText, priority, team } = fields;
  return { id, at: rfc3339(at), op, step, title, publicText, technicalText, priority, team };
}

export async function ticketRow(ticket: TicketStateRow, view: View): Promise<TicketRow> {
  const found = await operationsOf(ticket.incident, view);
  const own = found.filter(({ operation }) => operation.key === ticket.key);
  const operations = own.map((row) => operationRow(row, toldStep(row, own)));
  return { ...ticketLink(ticket), incident: ticket.incident, operations };
}

export async function ticketsOf(incident: string, view: View): Promise<TicketRow[]> {
  const states = await ticketStates(incident, view);
  return Promise.all(states.map((state) => ticketRow(state, view)));
}
