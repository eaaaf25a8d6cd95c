// Decides which operation an incident's change asks of one ticket, and whether it may wait.
import type { Incident } from '../../domain/incident.ts';
import { materialChanges, toldOf } from '../compose/told.ts';
import type { MaterialChange, Told } from '../compose/told.ts';
import type { PlannedTicket } from './planned-incident.ts';

export type Plan =
  | { readonly op: 'open' }
  | { readonly op: 'escalate'; readonly why: 'priority' | 'major'; readonly changes: readonly MaterialChange[] }
  | { readonly op: 'update'; readonly changes: readonly MaterialChange[] }
  | { readonly op: 'resolve' | 'reopen' | 'merge' }
  | { readonly op: 'wait'; readonly changes: readonly MaterialChange[] }
  | { readonly op: 'none' };

/** At most one update a minute and ticket: ticket-text, "updates only when something material changes". */
export const updateEveryMs = 60_000;

function declaredNow(before: Told, now: Told): boolean {
  return now.major === 'declared' && before.major !== 'declared';
}

function planOpen(ticket: PlannedTicket, incident: Incident, now: number): Plan {
  const told = toldOf(incident);
  const changes = materialChanges(ticket.told, told);
  if (changes.length === 0) return { op: 'none' };
  if (declaredNow(ticket.told, told)) return { op: 'escalate', why: 'major', changes };
  if (told.priority < ticket.told.priority) return { op: 'escalate', why: 'priority', changes };
  return now - ticket.lastAt >= updateEveryMs ? { op: 'update', changes } : { op: 'wait', changes };
}

/** Open, escalate, resolve, reopen and merge never wait; an update does until a minute has passed since the last text. */
export function planChange(ticket: PlannedTicket | undefined, incident: Incident, now: number): Plan {
  if (ticket === undefined) return incident.state === 'merged' ? { op: 'none' } : { op: 'open' };
  if (ticket.state === 'merged') return { op: 'none' };
  if (incident.state === 'merged') return { op: 'merge' };
  if (incident.state === 'resolved') return ticket.state === 'open' ? { op: 'resolve' } : { op: 'none' };
  if (ticket.state === 'resolved') return { op: 'reopen' };
  return planOpen(ticket, incident, now);
}
