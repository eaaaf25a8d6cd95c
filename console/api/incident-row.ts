// An incident as the board shows it: the members of incidents.json, bounded, and what a person looks for first.
import type { Alert } from '../../domain/alert.ts';
import type { Incident, Major, RootCandidate, ServiceHit } from '../../domain/incident.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { incidentTitle } from '../../ticketing/wording/incident-title.ts';
import { instantOrNull } from '../reading/alert-entry.ts';
import { incidentDecisionStrands } from '../reading/decision-strands.ts';
import { explainedAlerts } from '../reading/explained-alerts.ts';
import { memberPage, situationsOf } from '../reading/incident-members.ts';
import { mergeScan } from '../reading/merge-scan.ts';
import { alertRows } from './alert-row.ts';
import type { IncidentRow, RootCandidateRow } from './incident-contract.ts';
import { lifeOf, nextSla } from './life-view.ts';
import { ticketLink, ticketStates } from './ticket-row.ts';
import { teamNameIn } from './view.ts';
import type { View } from './view.ts';

type Facts = Omit<IncidentRow, 'rootCandidates' | 'alerts' | 'tickets' | 'decisions' | 'sla'>;

/** `members`: how many alerts and decision ids it carries at most. */
export async function incidentRow(incident: Incident, members: number, view: View): Promise<IncidentRow> {
  const tickets = (await ticketStates(incident.id, view)).map(ticketLink);
  const { alerts, decisions } = await membersOf(incident, members, view);
  const life = await lifeOf(incident.id, view);
  return {
    ...incidentFacts(incident, view),
    rootCandidates: incident.rootCandidates.map((candidate) => rootCandidateRow(candidate, alerts)),
    alerts: await alertRows(alerts, view),
    tickets,
    decisions,
    sla: incident.state === 'open' ? nextSla(life?.clocks ?? []) : null,
  };
}

interface Members {
  readonly alerts: readonly Alert[];
  readonly decisions: string[];
}

async function membersOf(incident: Incident, limit: number, { reader }: View): Promise<Members> {
  if (limit === 0) return { alerts: [], decisions: [] };
  const situations = await situationsOf(reader, incident.id, Math.max(limit, strandCeiling));
  const held = incident.mergedInto === null ? situations : [];
  const { alerts } = await memberPage(reader, held, { after: null, limit });
  const strands = incidentDecisionStrands(incident.id, situations.slice(0, strandCeiling));
  const decided = await mergeScan(reader, strands, { after: null, limit });
  return { alerts, decisions: decided.rows.flatMap(({ row }) => row.map(({ id }) => id)).slice(0, limit) };
}

/** Situations whose decisions are read besides the incident's own. A member page needs no more than its own size. */
export const strandCeiling = 200;

function rootCandidateRow(candidate: RootCandidate, alerts: readonly Alert[]): RootCandidateRow {
  const { ci, ciName, ciClass, score, against } = candidate;
  return {
    ci,
    name: ciName,
    class: ciClass,
    score,
    explains: explainedAlerts(candidate, alerts),
    explainedAlerts: candidate.explainedAlerts,
    against,
  };
}

function incidentFacts(incident: Incident, view: View): Facts {
  const { id, number, state, category, priority, impact, urgency, rootClear, ciCount } = incident;
  const { users, usersDegraded, usersUpTo, alertCount, openAlertCount, mergedInto, team, acknowledgedBy } = incident;
  return {
    ...{ id, number, title: incidentTitle(incident, view.language), state, category },
    openedAt: rfc3339(incident.openedAt),
    incidentAt: rfc3339(incident.incidentAt),
    resolvedAt: instantOrNull(incident.resolvedAt),
    ...{ priority, impact, urgency },
    major: majorRow(incident.major),
    majorWatchSince: instantOrNull(incident.majorWatchSince),
    ...{ rootClear, cis: incident.cis.map(({ ci }) => ci), ciCount },
    services: incident.services.map(serviceRow),
    ...{ users, usersDegraded, usersUpTo, alertCount, openAlertCount, mergedInto, team, acknowledgedBy },
    teamName: team === null ? null : teamNameIn(view.graph, team),
    acknowledgedAt: instantOrNull(incident.acknowledgedAt),
    ...(incident.storm === undefined ? {} : { isStorm: true as const }),
  };
}

function majorRow(major: Major | null): IncidentRow['major'] {
  if (major === null) return null;
  return {
    declaredAt: rfc3339(major.declaredAt),
    downgradedAt: instantOrNull(major.downgradedAt),
    stoodDownAt: instantOrNull(major.stoodDownAt),
    reasons: major.reasons,
  };
}

function serviceRow({ id, name, users, state, since, restoredAt }: ServiceHit): IncidentRow['services'][number] {
  return { id, name, users, state, since: rfc3339(since), restoredAt: instantOrNull(restoredAt ?? null) };
}
