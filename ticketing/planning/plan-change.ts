// Decides which operation an incident's change asks of one ticket, and whether it may wait.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { materialChanges, toldOf } from '../compose/told.ts';
import type { MaterialChange, Told } from '../compose/told.ts';
import { handOn, isStopped } from './planned-incident.ts';
import type { PlannedTicket } from './planned-incident.ts';

export type Plan =
  | { readonly op: 'open' }
  | { readonly op: 'escalate'; readonly why: 'priority' | 'major'; readonly changes: readonly MaterialChange[] }
  | { readonly op: 'update'; readonly changes: readonly MaterialChange[] }
  | { readonly op: 'resolve' | 'merge' }
  | { readonly op: 'reopen'; readonly why: 'returned' | 'still-burning' }
  | { readonly op: 'wait'; readonly changes: readonly MaterialChange[] }
  | { readonly op: 'none' };

/** At most one update a minute and ticket: ticket-text, "updates only when something material changes". */
export const updateEveryMs = 60_000;

function declaredNow(before: Told, now: Told): boolean {
  return now.major === 'declared' && before.major !== 'declared';
}

/** Against a hand that closes again and again, Vigie gives way. */
const reopensAtMost = 3;

/** Closed by hand while alerts burn: nothing but a reopening is told, and that only where policy says so. */
function planClosed(ticket: PlannedTicket, incident: Incident, { now, policy }: Moment): Plan {
  const { closedSince, reopened } = handOn(ticket);
  if (closedSince === null || policy.closedByHand !== 'reopen' || reopened >= reopensAtMost) return { op: 'none' };
  const told = toldOf(incident);
  const worse = declaredNow(ticket.told, told) || told.priority < ticket.told.priority;
  const due = now - closedSince >= policy.reopenAfterMs && incident.openAlertCount > 0;
  return worse || due ? { op: 'reopen', why: 'still-burning' } : { op: 'none' };
}

function planOpen(ticket: PlannedTicket, incident: Incident, now: number): Plan {
  const told = toldOf(incident);
  const changes = materialChanges(ticket.told, told);
  if (changes.length === 0) return { op: 'none' };
  if (declaredNow(ticket.told, told)) return { op: 'escalate', why: 'major', changes };
  if (told.priority < ticket.told.priority) return { op: 'escalate', why: 'priority', changes };
  if (isStopped(ticket)) return { op: 'none' };
  return now - ticket.lastAt >= updateEveryMs ? { op: 'update', changes } : { op: 'wait', changes };
}

/** When what to do about a ticket closed by hand may change by time alone. */
export function closedDueAt(ticket: PlannedTicket, policy: Policy['ticketing']): number | null {
  const { closedSince, reopened } = handOn(ticket);
  if (ticket.state !== 'open' || closedSince === null) return null;
  return policy.closedByHand === 'reopen' && reopened < reopensAtMost ? closedSince + policy.reopenAfterMs : null;
}

export interface Moment {
  /** Logical time. */
  readonly now: number;
  readonly policy: Policy['ticketing'];
}

/**
 * Open, escalate, resolve, reopen and merge never wait; an update does until a minute has passed since the last text. Who
 * asked for no more updates is told of what is worse, and of the end, alone.
 */
export function planChange(ticket: PlannedTicket | undefined, incident: Incident, moment: Moment): Plan {
  if (ticket === undefined) return incident.state === 'merged' ? { op: 'none' } : { op: 'open' };
  if (ticket.state === 'merged' || ticket.state === 'gone') return { op: 'none' };
  if (incident.state === 'merged') return { op: 'merge' };
  if (incident.state === 'resolved') return ticket.state === 'open' ? { op: 'resolve' } : { op: 'none' };
  if (ticket.state === 'resolved') return { op: 'reopen', why: 'returned' };
  if (handOn(ticket).closedSince !== null) return planClosed(ticket, incident, moment);
  return planOpen(ticket, incident, moment.now);
}
