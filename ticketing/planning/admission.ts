// Decides whether an incident, or a part of it, may have a ticket in a system: it has one, or a route leads there and there is room.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CreateLimit } from './create-limit.ts';
import { incidentUnit } from './planned-incident.ts';
import type { PlannedTicket } from './planned-incident.ts';
import { routeIncident } from './route-incident.ts';

/** `held`: from now on it waits for room; `waits`: it did before. */
export type Admission = 'admitted' | 'held' | 'waits' | 'not-routed';

export interface Applicant {
  /** The incident's tickets in this sink. */
  readonly tickets: readonly PlannedTicket[];
  /** As the unit's ticket would tell it. */
  readonly incident: Incident;
  readonly sink: string;
  readonly unit: string;
}

export interface AdmissionTerms {
  readonly now: number;
  readonly policy: Policy['ticketing'];
}

/** By which the limit knows it. */
function creationId(incident: string, unit: string): string {
  return unit === incidentUnit ? incident : `${incident}/${unit}`;
}

export function incidentOfCreation(id: string): string {
  const at = id.indexOf('/');
  return at < 0 ? id : id.slice(0, at);
}

function isRouted({ incident, sink }: Applicant, { policy }: AdmissionTerms): boolean {
  const { sinks } = routeIncident(incident, policy.routes);
  return sinks === null || sinks.includes(sink);
}

/**
 * One ticket wakes people: the parts of one incident come in their turn. A storm's summary stands for many that would
 * wait here else; what is split out of it later comes in its turn.
 */
function isUrgent({ tickets, incident: { priority, major, storm } }: Applicant): boolean {
  return (
    tickets.length === 0 && (priority === 1 || storm !== undefined || (major !== null && major.stoodDownAt === null))
  );
}

/** Who has a ticket keeps it. Counts, or holds, in the limit. */
export function admit(limit: CreateLimit, applicant: Applicant, terms: AdmissionTerms): Admission {
  const { tickets, incident, sink, unit } = applicant;
  if (tickets.some((ticket) => ticket.unit === unit)) return 'admitted';
  const id = creationId(incident.id, unit);
  const wasHeld = limit.isHeld(sink, id);
  if (incident.state !== 'open') {
    limit.release(sink, id);
    const mayTell = incident.state === 'resolved' && unit === incidentUnit && !wasHeld;
    return mayTell && isRouted(applicant, terms) ? 'admitted' : 'not-routed';
  }
  if (!wasHeld && !isRouted(applicant, terms)) return 'not-routed';
  const creation = { id, isUrgent: isUrgent(applicant) };
  if (limit.admit(sink, creation, { now: terms.now, perHour: terms.policy.createsPerHour })) return 'admitted';
  return wasHeld ? 'waits' : 'held';
}
