// One full look at a situation: cause, impact, urgency, priority, category.
import type { Category } from '../../domain/event.ts';
import { isFlagged } from '../../domain/flags.ts';
import { isMajorNow, type Incident, type Major } from '../../domain/incident.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';
import { incidentRules, type IncidentRules } from '../rules/incident-rules.ts';
import { assessImpact, type Impact, type PlaceState } from './assess-impact.ts';
import { categorise } from './categorise.ts';
import { raiseByCrowd } from './crowd.ts';
import { firstHarmAt, isUnmatched, stateOf } from './presence.ts';
import { rankRoot, type Ranking } from './rank-root.ts';
import { besidesOf } from './chronic-alerts.ts';
import { namedBefore } from './root/cause-history.ts';
import { changeBefore } from './root/recent-changes.ts';
import type { Scene } from './scene.ts';
import {
  assessUrgency,
  setPriority,
  setPriorityOfMajor,
  type PriorityAnswer,
  type PriorityQuestion,
  type Urgency,
} from './set-priority.ts';
import type { Presence, SituationRow } from './working-rows.ts';

export interface Assessment {
  readonly ranking: Ranking;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly priority: PriorityAnswer;
  /** The same while a major is declared. */
  readonly priorityOfMajor: PriorityAnswer;
  readonly category: Category;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly rules: IncidentRules;
}

/** A declared major is worked on as such. */
export function priorityFor({ priority, priorityOfMajor }: Assessment, major: Major | null): PriorityAnswer {
  return isMajorNow({ major }) ? priorityOfMajor : priority;
}

export function assessSituation(scene: Scene, situation: SituationRow): Assessment {
  const presences = [...scene.state.presencesOf(situation.id)].sort((a, b) => (a.place < b.place ? -1 : 1));
  const places = presences.filter((presence) => presence.total > 0 && !isUnmatched(presence.place));
  const ranking = rankRoot({
    graph: scene.graph,
    reach: scene.reach,
    presences,
    hubs: Object.keys(situation.hubs).sort(),
    hubShare: scene.policy.join.hubShare,
    named: causeNamed(scene, situation),
    namedBefore: (ci, kinds) => namedBefore(scene.state.causes.get(ci), kinds, scene.now),
    tellsLost: isFlagged(scene.policy, 'lost-parts'),
    hearsWords: isFlagged(scene.policy, 'own-words'),
    onsetOf: ({ firstAt }) => firstAt,
    changeBefore: (ci, onset) => changeBefore(scene.changeBook, ci, onset),
  });
  const evident = assessImpact({
    graph: scene.graph,
    policy: scene.policy,
    places: [...places, ...placesBeside(scene, situation)].map(toPlaceState),
    at: scene.now,
    isInHours: scene.isInHours,
    onsetAt: situation.firstAlertAt,
    since: sinceOf(scene, situation),
    newlySince: newlySince(scene, situation, places),
  });
  const impact = raiseByCrowd(evident, headerOf(scene, situation)?.crowd, scene.policy.impact.crowd);
  const urgency = assessUrgency({ impact, ci: mostCriticalCi(scene.graph, places) });
  const environment = environmentOf(scene.graph, places);
  const isProduction = environment === 'production';
  const rules = incidentRules(scene.rules, situation.rules);
  const question: PriorityQuestion = {
    rules,
    policy: scene.policy,
    impact: impact.level,
    urgency: urgency.level,
    isProduction,
    onlyUnknown: situation.known === 0,
    onlyAtRisk: situation.known > 0 && situation.harmful === 0,
  };
  const priority = setPriority(question);
  const priorityOfMajor = setPriorityOfMajor(question);
  const category = categorise({
    security: situation.security,
    total: situation.total,
    rootClass: ranking.candidates[0]?.ciClass ?? null,
  });
  return { ranking, impact, urgency, priority, priorityOfMajor, category, environment, isProduction, rules };
}

function headerOf(scene: Scene, { incident }: SituationRow): Incident | undefined {
  return incident === null ? undefined : scene.state.incidents.get(incident)?.header;
}

/** Only a CI that the CMDB still knows. */
function causeNamed(scene: Scene, situation: SituationRow): string | null {
  const named = headerOf(scene, situation)?.causeBy?.ci;
  return named === undefined || scene.graph.ci(named) === undefined ? null : named;
}

/** Chronic alerts that stand beside say nothing of the cause, but what is down is down. */
function placesBeside(scene: Scene, situation: SituationRow): Presence[] {
  if (situation.isChronic) return [];
  return besidesOf(scene, situation)
    .flatMap(({ id }) => scene.state.presencesOf(id))
    .filter((presence) => presence.total > 0 && !isUnmatched(presence.place))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
}

function toPlaceState(presence: Presence): PlaceState {
  return { ci: presence.place, state: stateOf(presence) };
}

function sinceOf(scene: Scene, situation: SituationRow): Map<string, number> {
  const services = headerOf(scene, situation)?.services ?? [];
  return new Map(services.map((hit) => [hit.id, hit.since]));
}

/** Before it has an incident, nothing says when each service was hit first: not later than what harms began. */
function newlySince(scene: Scene, situation: SituationRow, places: readonly Presence[]): number {
  if (headerOf(scene, situation) !== undefined || !isFlagged(scene.policy, 'since-harm')) return scene.now;
  return Math.min(scene.now, ...places.filter(({ down, degraded }) => down + degraded > 0).map(firstHarmAt));
}

const criticalities = ['critical', 'high', 'medium', 'low'];

function mostCriticalCi(graph: CmdbGraph, places: readonly Presence[]): { name: string; criticality: string } | null {
  let found: { name: string; criticality: string } | null = null;
  for (const presence of places) {
    const ci = graph.ci(presence.place);
    if (ci === undefined) continue;
    if (found === null || criticalities.indexOf(ci.criticality) < criticalities.indexOf(found.criticality))
      found = { name: ci.name ?? ci.id, criticality: ci.criticality };
  }
  return found;
}

/** Production as soon as one CI is, or none is known. */
function environmentOf(graph: CmdbGraph, places: readonly Presence[]): string {
  const environments = places.flatMap((presence) => graph.ci(presence.place)?.environment ?? []);
  return environments.length === 0 || environments.includes('production')
    ? 'production'
    : (environments[0] ?? 'production');
}
