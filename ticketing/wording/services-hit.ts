// Which services of an incident are hit now; those that are back stay in its list with the time of their return.
import type { Incident, ServiceHit } from '../../domain/incident.ts';

export function servicesHitNow(incident: Incident): ServiceHit[] {
  return incident.services.filter(({ restoredAt }) => restoredAt === undefined || restoredAt === null);
}

/** Those hit now; once all are back, those that were: what a title or a resolved ticket is about. */
export function servicesConcerned(incident: Incident): readonly ServiceHit[] {
  const now = servicesHitNow(incident);
  return now.length > 0 ? now : incident.services;
}
