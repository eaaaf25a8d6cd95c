// Decides which ticketing systems get a ticket of an incident, and whose queue it goes to. Pure.
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';

export type TicketRoute = Policy['ticketing']['routes'][number];

export interface Routed {
  /** Names of sinks; null: all. */
  readonly sinks: readonly string[] | null;
  /** The queue or group, as a team of the CMDB; null: that of the incident. */
  readonly team: string | null;
  /** What gets a ticket of its own. */
  readonly per: TicketRoute['per'];
}

/** What is not asked fits; several values: any of them. */
function fits({ when }: TicketRoute, incident: Incident): boolean {
  const isActive = incident.major !== null && incident.major.stoodDownAt === null;
  const hit = incident.services.map(({ id }) => id);
  return (
    (when.priority === undefined || when.priority.includes(incident.priority)) &&
    (when.category === undefined || when.category.includes(incident.category)) &&
    (when.team === undefined || when.team.includes(incident.team ?? '')) &&
    (when.service === undefined || when.service.some((id) => hit.includes(id))) &&
    (when.environment === undefined || when.environment.includes(incident.environment)) &&
    (when.major === undefined || when.major === isActive)
  );
}

/** The first route that fits; none: every sink, the incident's own team. */
export function routeIncident(incident: Incident, routes: readonly TicketRoute[]): Routed {
  const route = routes.find((each) => fits(each, incident));
  return { sinks: route?.sinks ?? null, team: route?.team ?? null, per: route?.per ?? 'situation' };
}
