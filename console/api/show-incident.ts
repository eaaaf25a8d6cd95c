// One incident, whole: what a person opens from the board.
import type { Incident } from '../../domain/incident.ts';
import { composeTicket } from '../../ticketing/compose/compose-ticket.ts';
import { firstSteps } from '../../ticketing/compose/first-steps-part.ts';
import { noRecovery, trackRecovery } from '../../ticketing/compose/recovery.ts';
import { places } from '../reading/projection-reader.ts';
import type { IncidentDetail } from './incident-contract.ts';
import type { Background } from '../../ticketing/compose/background-part.ts';
import { incidentRow } from './incident-row.ts';
import { lifeOf, lifeView } from './life-view.ts';
import { listIncidentDecisions } from './list-decisions.ts';
import { listTimeline } from './list-timeline.ts';
import { backgroundOf, backgroundView } from './show-background.ts';
import { ticketsOf } from './ticket-row.ts';
import type { View } from './view.ts';

const firstPage = { limit: 100, order: 'asc' } as const;

/** By id, or by number as people say it (`I-1042`). */
export async function findIncident(id: string, { reader }: View): Promise<Incident | null> {
  const known = await reader.get(places.incident, id);
  if (known !== null) return known;
  const named = await reader.get(places.number, id);
  return named === null ? null : reader.get(places.incident, named);
}

export async function showIncident(incident: Incident, members: number, view: View): Promise<IncidentDetail> {
  const [row, tickets, timeline, explained, life, background] = await Promise.all([
    incidentRow(incident, members, view),
    ticketsOf(incident.id, view),
    listTimeline(incident, firstPage, view),
    listIncidentDecisions(incident.id, firstPage, view),
    lifeOf(incident.id, view),
    backgroundOf(incident, view),
  ]);
  const texts = textsOf(incident, background, view);
  const lived = life === null ? null : lifeView(life);
  const told = { background: backgroundView(background, view), life: lived, texts, links: linksOf(incident.id) };
  const steps = incident.state === 'open' ? [...firstSteps(incident, view.language)] : [];
  return { ...row, ...told, firstSteps: steps, tickets, facts: incident, timeline, explained };
}

/** As a ticket would say it now, in the reader's language: opened, or resolved. */
function textsOf(
  incident: Incident,
  background: Background,
  { language, timezone, policy: site, now }: View,
): IncidentDetail['texts'] {
  const at = incident.resolvedAt ?? now;
  const recovery = trackRecovery(noRecovery, incident, at);
  const op = incident.state === 'resolved' ? 'resolve' : 'open';
  const policy = { ...site, language, timezone };
  const told = { incident, op, at, language, policy, recovery, background } as const;
  const fields = composeTicket({ ...told, previous: null, into: null });
  return { title: fields.title, publicText: fields.publicText, technicalText: fields.technicalText };
}

function linksOf(id: string): IncidentDetail['links'] {
  const path = `/api/v1/incidents/${encodeURIComponent(id)}`;
  return {
    alerts: `${path}/alerts`,
    decisions: `${path}/decisions`,
    timeline: `${path}/timeline`,
    impact: `/api/v1/cmdb/impact?incident=${encodeURIComponent(id)}`,
  };
}
