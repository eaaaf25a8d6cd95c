// Decides whether an incident may have a ticket in a system: it has one, or a route leads there and there is room.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CreateLimit } from './create-limit.ts';
import type { PlannedIncident } from './planned-incident.ts';
import { routeIncident } from './route-incident.ts';

/** `held`: from now on it waits for room; `waits`: it did before. */
export type Admission = 'admitted' | 'held' | 'waits' | 'not-routed';

export interface Applicant {
  readonly row: PlannedIncident;
  readonly incident: Incident;
  readonly sink: string;
}

export interface AdmissionTerms {
  readonly now: number;
  readonly policy: Policy['ticketing'];
}

function isRouted({ incident, sink }: Applicant, { policy }: AdmissionTerms): boolean {
  const { sinks } = routeIncident(incident, policy.routes);
  return sinks === null || sinks.includes(sink);
}

/** Who has a ticket keeps it. Counts, or holds, in the limit. */
export function admit(limit: CreateLimit, applicant: Applicant, terms: AdmissionTerms): Admission {
  const { row, incident, sink } = applicant;
  if (row.tickets.some((ticket) => ticket.sink === sink)) return 'admitted';
  const wasHeld = limit.isHeld(sink, incident.id);
  if (incident.state !== 'open') {
    limit.release(sink, incident.id);
    const mayTell = incident.state === 'resolved' && !wasHeld && isRouted(applicant, terms);
    return mayTell ? 'admitted' : 'not-routed';
  }
  if (!wasHeld && !isRouted(applicant, terms)) return 'not-routed';
  if (limit.admit(sink, incident, { now: terms.now, perHour: terms.policy.createsPerHour })) return 'admitted';
  return wasHeld ? 'waits' : 'held';
}
