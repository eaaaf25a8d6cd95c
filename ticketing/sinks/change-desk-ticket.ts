// Decides what an operation makes of a desk ticket. Pure; the same operation twice changes nothing.
import type { TicketOperation } from '../../domain/ticket.ts';
import type { DeskTicket } from './desk-ticket.ts';

const historyLength = 500;

type Told = Pick<DeskTicket, 'title' | 'priority' | 'impact' | 'urgency' | 'category' | 'major' | 'team' | 'cis'>;

function toldBy({ fields }: TicketOperation): Told {
  const { title, priority, impact, urgency, category, major, team, cis } = fields;
  return { title, priority, impact, urgency, category, major, team, cis };
}

function noted(ticket: DeskTicket, { id, op, at, fields }: TicketOperation): DeskTicket {
  const note = { operation: id, op, at, publicText: fields.publicText, technicalText: fields.technicalText };
  return { ...ticket, changedAt: at, history: [...ticket.history, note].slice(-historyLength) };
}

type LinkKind = DeskTicket['links'][number]['kind'];

function linked(ticket: DeskTicket, kind: LinkKind, into: string | null): DeskTicket {
  if (into === null || ticket.links.some((link) => link.kind === kind && link.ticket === into)) return ticket;
  return { ...ticket, links: [...ticket.links, { kind, ticket: into }] };
}

export function openDeskTicket(operation: TicketOperation, id: string, into: string | null): DeskTicket {
  const { key, incident, unit, at, fields } = operation;
  const { publicText, technicalText } = fields;
  const ticket: DeskTicket = {
    id,
    key,
    incident,
    unit,
    state: 'open',
    ...toldBy(operation),
    publicText,
    technicalText,
    links: [],
    openedAt: at,
    changedAt: at,
    resolvedAt: null,
    history: [],
  };
  return linked(noted(ticket, operation), 'continues', into);
}

function carriedOut(ticket: DeskTicket, operation: TicketOperation, into: string | null): DeskTicket {
  const { at, fields } = operation;
  switch (operation.op) {
    case 'open':
    case 'answer':
      return ticket;
    case 'link':
      return linked(ticket, 'incident', into);
    case 'update':
    case 'escalate':
      return { ...ticket, ...toldBy(operation) };
    case 'resolve':
    case 'close':
      return { ...ticket, ...toldBy(operation), state: 'resolved', resolvedAt: at };
    case 'reopen':
      return {
        ...ticket,
        ...toldBy(operation),
        publicText: fields.publicText,
        technicalText: fields.technicalText,
        state: 'open',
        resolvedAt: null,
      };
    case 'merge':
      return linked({ ...ticket, state: 'merged', resolvedAt: at }, 'duplicate-of', into);
  }
}

export function changeDeskTicket(ticket: DeskTicket, operation: TicketOperation, into: string | null): DeskTicket {
  if (ticket.history.some((note) => note.operation === operation.id)) return ticket;
  return noted(carriedOut(ticket, operation, into), operation);
}
