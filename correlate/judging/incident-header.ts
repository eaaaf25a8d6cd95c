// The header of an incident as it leaves judging: counts, cause, impact and what stands beside it.
import type { Incident } from '../../domain/incident.ts';
import { base32Id } from '../../domain/identity.ts';
import type { Assessment } from './assess-situation.ts';
import { whyApart } from './keep-apart.ts';
import { leadAlerts, leadOf, worstFirst } from './lead-alerts.ts';
import { isUnmatched } from './presence.ts';
import { precursorsOf } from './precursors.ts';
import type { Scene } from './scene.ts';
import { stormFacts } from './storm/storm-facts.ts';
import type { Presence, SituationRow } from './working-rows.ts';

export function newHeader(scene: Scene, situation: SituationRow, assessed: Assessment): Incident {
  const facts = factsOf(scene, situation, assessed);
  return {
    ...facts,
    id: incidentId(scene, situation),
    number: `I-${String(scene.state.nextNumber('incident'))}`,
    tenant: scene.tenant,
    state: 'open',
    incidentAt: scene.now,
    resolvedAt: null,
    resolvedBy: null,
    priority: assessed.priority.priority,
    priorityCap: assessed.priority.cap,
    major: null,
    majorWatchSince: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    mergedInto: null,
    continues: null,
    notIncluded: standingApart(scene, situation),
  };
}

/** That of its first episode; a part that was split out, and a storm, have one of their own, so that no id returns. */
export function incidentId({ tenant }: Scene, { firstAlert, splitFrom, storm, id }: SituationRow): string {
  return base32Id(16, tenant, 'incident', splitFrom === undefined && storm === undefined ? firstAlert : id);
}

/** Everything in a header that follows from the situation alone. */
export type Facts = Pick<
  Incident,
  | 'situation'
  | 'category'
  | 'openedAt'
  | 'impact'
  | 'urgency'
  | 'impactBecause'
  | 'urgencyBecause'
  | 'rootCandidates'
  | 'rootClear'
  | 'services'
  | 'users'
  | 'usersDegraded'
  | 'usersUpTo'
  | 'tenantUsers'
  | 'cis'
  | 'ciCount'
  | 'alertCount'
  | 'openAlertCount'
  | 'alertsBySource'
  | 'firstAlertAt'
  | 'lastAlertAt'
  | 'lastClearAt'
  | 'leadAlerts'
  | 'precursors'
  | 'likelyCis'
  | 'team'
  | 'environment'
  | 'ruledBy'
  | 'alerts'
  | 'storm'
>;

export function factsOf(scene: Scene, situation: SituationRow, assessed: Assessment): Facts {
  const { impact, urgency, ranking } = assessed;
  const places = scene.state
    .presencesOf(situation.id)
    .filter((presence) => presence.total > 0)
    .sort(worstFirst);
  const known = places.filter((presence) => !isUnmatched(presence.place));
  const first = ranking.candidates[0];
  return {
    ...countsOf(situation),
    situation: situation.id,
    category: assessed.category,
    openedAt: situation.firstAlertAt,
    impact: impact.level,
    urgency: urgency.level,
    impactBecause: impact.because,
    urgencyBecause: urgency.because,
    rootCandidates: [...ranking.candidates],
    rootClear: ranking.clear,
    services: [...impact.services],
    users: impact.users,
    usersDegraded: impact.usersDegraded,
    usersUpTo: impact.usersUpTo,
    tenantUsers: impact.tenantUsers,
    cis: known.slice(0, 200).map((presence) => ({
      ci: presence.place,
      effect: presence.worstEffect,
      open: presence.clearable > 0,
      clearedAt: presence.clearable > 0 ? null : (presence.lastClearAt ?? presence.lastQuietEndAt ?? null),
    })),
    ciCount: known.length,
    likelyCis: [...ranking.likely],
    firstAlertAt: situation.firstAlertAt,
    leadAlerts: leadAlerts(places),
    precursors: precursorsOf(scene.graph, places, first?.ci),
    ...(hasTicketPerAlert(scene) ? { alerts: quotedAlerts(scene, places) } : {}),
    team:
      assessed.rules.route?.value ??
      (first === undefined ? undefined : scene.graph.ci(first.ci)?.owner) ??
      scene.graph.service(impact.services[0]?.id ?? '')?.owner ??
      null,
    environment: assessed.environment,
    ruledBy: ruledBy(assessed),
    ...stormFacts(scene, situation),
  };
}

function ruledBy({ priority, priorityOfMajor, rules }: Assessment): NonNullable<Incident['ruledBy']> {
  return {
    priority: priority.rule ?? priorityOfMajor.rule,
    major: rules.major?.rule ?? null,
    team: rules.route?.rule ?? null,
  };
}

/** The part of a header that changes with every alert. */
export function countsOf(
  situation: SituationRow,
): Pick<Incident, 'alertCount' | 'openAlertCount' | 'alertsBySource' | 'lastAlertAt' | 'lastClearAt'> {
  return {
    alertCount: situation.total,
    openAlertCount: situation.open,
    alertsBySource: { ...situation.bySource },
    lastAlertAt: situation.lastNewAt,
    lastClearAt: situation.lastClearAt ?? situation.lastEndAt,
  };
}

function hasTicketPerAlert({ policy }: Scene): boolean {
  return policy.ticketing.routes.some(({ per }) => per === 'alert');
}

const alertsToldAtMost = 200;

function quotedAlerts({ state }: Scene, places: readonly Presence[]): NonNullable<Incident['alerts']> {
  const quoted = places.flatMap(({ quotes, lastClearAt }) =>
    quotes.map((quote) => {
      const isOpen = state.members.has(quote.alert);
      return { quote, open: isOpen, clearedAt: isOpen ? null : lastClearAt };
    }),
  );
  return quoted.slice(0, alertsToldAtMost);
}

/** Its incident, or that of the storm that gathers it. */
function homeOf({ incident, gathered }: SituationRow): string | null {
  return incident ?? gathered?.incident ?? null;
}

/** Other incidents open now that judgement kept apart, and why; told once, when the incident opens. */
function standingApart(scene: Scene, situation: SituationRow): Incident['notIncluded'] {
  const others = [...scene.state.situations.values()].filter(
    (other) =>
      other.id !== situation.id &&
      other.open > 0 &&
      other.storm === undefined &&
      other.gathered?.storm !== situation.id,
  );
  others.sort((a, b) => b.lastNewAt - a.lastNewAt || (a.id < b.id ? -1 : 1));
  return others.slice(0, 5).flatMap((other) => {
    const quote = leadOf(scene.state.presencesOf(other.id));
    const miss = [situation, other].find(
      (row) =>
        row.nearMiss !== null && (row.nearMiss.situation === other.id || row.nearMiss.situation === situation.id),
    )?.nearMiss;
    return quote === undefined
      ? []
      : [
          {
            situation: other.id,
            incident: homeOf(other),
            quote,
            why: whyApart(scene, situation, other) ?? miss?.why ?? 'no-path',
          },
        ];
  });
}
