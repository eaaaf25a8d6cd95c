// Which services of an incident are hit now; those that are back stay in its list with the time of their return.
import type { Incident, ServiceHit } from '../../domain/incident.ts';

export function servicesHitNow(incident: Incident): ServiceHit[] {
  return incident.services.filter(({ restoredAt }) => restoredAt === undefined || restoredAt === null);
}

/** All that were ever hit, each as the worst that it was: a title stays the same while services come back. */
export function servicesConcerned(incident: Incident): ServiceHit[] {
  return incident.services.map((service) => ({ ...service, state: service.worst ?? service.state }));
}
