// One incident, whole: what a person opens from the board.
import type { Incident } from '../../domain/incident.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { composeTicket } from '../../ticketing/compose/compose-ticket.ts';
import { noRecovery, trackRecovery } from '../../ticketing/compose/recovery.ts';
import { places } from '../reading/projection-reader.ts';
import type { IncidentDetail } from './contract.ts';
import { incidentRow } from './incident-row.ts';
import { lifeOf, lifeView } from './life-view.ts';
import { listIncidentDecisions } from './list-decisions.ts';
import { listTimeline } from './list-timeline.ts';
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
  const [row, tickets, timeline, explained, life] = await Promise.all([
    incidentRow(incident, members, view),
    ticketsOf(incident.id, view),
    listTimeline(incident, firstPage, view),
    listIncidentDecisions(incident.id, firstPage, view),
    lifeOf(incident.id, view),
  ]);
  const texts = textsOf(incident, view);
  const lived = life === null ? null : lifeView(life);
  return { ...row, tickets, life: lived, facts: incident, texts, timeline, explained, links: linksOf(incident.id) };
}

/** As a ticket would say it now, in the reader's language: opened, or resolved. */
function textsOf(incident: Incident, { language, timezone, now }: View): IncidentDetail['texts'] {
  const at = incident.resolvedAt ?? now;
  const recovery = trackRecovery(noRecovery, incident, at);
  const op = incident.state === 'resolved' ? 'resolve' : 'open';
  const policy = { ...defaultPolicy, language, timezone };
  const fields = composeTicket({ incident, op, at, language, policy, previous: null, recovery, into: null });
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
