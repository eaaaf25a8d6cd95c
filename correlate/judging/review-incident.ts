// An open incident looked at again: what changed in cause, impact, priority, category and major, each with its why.
import { isMajorNow, type Incident, type ServiceHit } from '../../domain/incident.ts';
import { priorityFor, type Assessment } from './assess-situation.ts';
import { countsOf, factsOf } from './incident-header.ts';
import { isBurning, reviewMajor } from './review-major.ts';
import type { Scene } from './scene.ts';
import { stormFacts } from './storm/storm-facts.ts';
import type { IncidentRow, SituationRow } from './working-rows.ts';

export function reviewIncident(scene: Scene, situation: SituationRow, row: IncidentRow, assessed: Assessment): void {
  const before = row.header;
  row.header = { ...before, ...factsOf(scene, situation, assessed), ...lasting(scene, row, assessed) };
  reviewPriority(scene, situation, row, assessed);
  sayCause(scene, row, before);
  sayImpact(scene, row, { before, assessed });
  if (row.header.category !== before.category) {
    scene.verdicts.incidentChanged(row.header, 'category', {
      subject: subjectOf(row),
      outcome: row.header.category,
      reason: 'category-set',
      evidence: { category: row.header.category, from: before.category },
    });
  }
  if (row.header.alertCount !== before.alertCount || row.header.openAlertCount !== before.openAlertCount)
    scene.verdicts.incidentChanged(row.header, 'members');
  reviewMajor(scene, situation, row, assessed);
  const isTurned = isMajorNow(before) !== isMajorNow(row.header);
  if (isTurned && row.header.state === 'open') reviewPriority(scene, situation, row, assessed);
}

/** Only the counts of the header, between two full looks. */
export function recount(scene: Scene, situation: SituationRow, row: IncidentRow): void {
  row.header = { ...row.header, ...countsOf(situation), ...stormFacts(scene, situation) };
  scene.state.incidents.put(row.header.id, row);
  scene.verdicts.incidentChanged(row.header, 'members');
}

function subjectOf(row: IncidentRow): { type: 'incident'; id: string } {
  return { type: 'incident', id: row.header.id };
}

/** What a header does not forget: services that came back, the most users hit, when it began, that it once was clear. */
function lasting(
  scene: Scene,
  row: IncidentRow,
  assessed: Assessment,
): Pick<
  Incident,
  'services' | 'users' | 'openedAt' | 'firstAlertAt' | 'impact' | 'impactBecause' | 'urgency' | 'urgencyBecause'
> {
  const before = row.header;
  return {
    services: keepServices(row, assessed.impact.services, scene.now),
    users: Math.max(before.users, assessed.impact.users),
    openedAt: before.openedAt,
    firstAlertAt: before.firstAlertAt,
    impact: before.impact,
    impactBecause: before.impactBecause,
    urgency: before.urgency,
    urgencyBecause: before.urgencyBecause,
  };
}

/** A service that is back is remembered with the worst that it was. */
function keepServices(row: IncidentRow, now: readonly ServiceHit[], at: number): ServiceHit[] {
  const hit = new Set(now.map((service) => service.id));
  for (const { id, state } of now) if (state === 'down' && !row.everDown.includes(id)) row.everDown.push(id);
  const worstOf = ({ id, state }: ServiceHit): ServiceHit['state'] => (row.everDown.includes(id) ? 'down' : state);
  const restored = row.header.services
    .filter((service) => !hit.has(service.id))
    .map((service) => ({ ...service, state: worstOf(service), restoredAt: service.restoredAt ?? at }));
  return [...now.map((service) => ({ ...service, restoredAt: null, worst: worstOf(service) })), ...restored];
}

/**
 * Raised at once; lowered only after a lower one has held as long as a major's downgrade, and never because the
 * alerts are ending: a resolved incident keeps the priority that it was worked with.
 */
function reviewPriority(scene: Scene, situation: SituationRow, row: IncidentRow, assessed: Assessment): void {
  const before = row.header;
  const { priority, cap, rule } = priorityFor(assessed, before.major);
  if (row.ruledPriority !== undefined) {
    keepPriority(scene, row, priority);
    return;
  }
  const isLower = priority > before.priority;
  if (!isLower || !isBurning(situation)) row.lowerSince = null;
  else row.lowerSince ??= scene.now;
  const mayLower =
    isLower &&
    row.lowerSince !== null &&
    scene.now - row.lowerSince >= scene.policy.major.downgradeMs &&
    !isMajorNow(before);
  const isRaisedByAnEnd = assessed.priority.priority < before.priority && !situation.hasNews;
  if ((isLower && !mayLower) || isRaisedByAnEnd) return;
  row.header = {
    ...row.header,
    priority,
    priorityCap: cap,
    impact: assessed.impact.level,
    impactBecause: assessed.impact.because,
    urgency: assessed.urgency.level,
    urgencyBecause: assessed.urgency.because,
  };
  row.lowerSince = null;
  if (priority === before.priority) return;
  scene.verdicts.incidentChanged(row.header, 'priority', {
    subject: subjectOf(row),
    outcome: `P${String(priority)}`,
    reason: 'priority-set',
    evidence: {
      priority,
      from: before.priority,
      impact: assessed.impact.level,
      urgency: assessed.urgency.level,
      cap,
      rule,
    },
  });
}

/** A person set it: the rules only say what they would have given. */
function keepPriority(scene: Scene, row: IncidentRow, ruled: Incident['priority']): void {
  if (ruled === row.ruledPriority) return;
  row.ruledPriority = ruled;
  if (ruled === row.header.priority) return;
  scene.verdicts.incidentChanged(row.header, 'members', {
    subject: subjectOf(row),
    outcome: `P${String(row.header.priority)}`,
    reason: 'priority-kept',
    evidence: { priority: row.header.priority, ruled, by: row.header.priorityBy?.by ?? null },
  });
}

function sayCause(scene: Scene, row: IncidentRow, before: Incident): void {
  const [first, second] = row.header.rootCandidates;
  if (first === undefined || (first.ci === before.rootCandidates[0]?.ci && row.header.rootClear === before.rootClear))
    return;
  // Who named it said so already.
  if (row.header.causeBy === null || row.header.causeBy === undefined)
    scene.verdicts.incidentChanged(row.header, 'root', causeVerdict(row, first, second));
  else scene.verdicts.incidentChanged(row.header, 'root');
}

export function causeVerdict(
  row: IncidentRow,
  first: Incident['rootCandidates'][number],
  second: Incident['rootCandidates'][number] | undefined,
): Parameters<Scene['verdicts']['incidentChanged']>[2] {
  const scores = {
    score: first.score,
    second: second?.ci ?? null,
    secondScore: second?.score ?? 0,
    ...changeOf(first),
  };
  return row.header.rootClear || second === undefined
    ? {
        subject: subjectOf(row),
        outcome: first.ci,
        reason: 'root-ranked',
        evidence: { first: first.ci, ...scores, explained: first.explainedAlerts, of: row.header.alertCount },
      }
    : {
        subject: subjectOf(row),
        outcome: `${first.ci} or ${second.ci}`,
        reason: 'root-unclear',
        evidence: { first: first.ci, ...scores },
      };
}

/** A change before the trouble is evidence of its own. */
function changeOf({ change }: Incident['rootCandidates'][number]): { change?: string; changedAt?: number } {
  return change === null || change === undefined ? {} : { change: change.what, changedAt: change.at };
}

interface Looked {
  readonly before: Incident;
  readonly assessed: Assessment;
}

function sayImpact(scene: Scene, row: IncidentRow, { before, assessed }: Looked): void {
  if (impactKey(row.header) === impactKey(before)) return;
  scene.verdicts.incidentChanged(row.header, 'impact', impactVerdict(row, assessed));
}

/** Not yet back. */
function isHit(hit: ServiceHit): boolean {
  return typeof hit.restoredAt !== 'number';
}

function impactKey(header: Incident): string {
  return `${header.impact} ${header.services.map((hit) => `${hit.id}:${hit.state}:${String(isHit(hit))}`).join(' ')}`;
}

export function impactVerdict(
  row: IncidentRow,
  { impact: { manyFrom }, isProduction }: Pick<Assessment, 'impact' | 'isProduction'>,
): Parameters<Scene['verdicts']['incidentChanged']>[2] {
  const { impact, impactBecause, users, services } = row.header;
  return {
    subject: subjectOf(row),
    outcome: impact,
    reason: 'impact-assessed',
    evidence: {
      impact,
      because: impactBecause,
      users,
      majorFrom: isProduction ? manyFrom : null,
      services: services.filter(isHit).map((hit) => {
        const group = hit.because.find((each) => each.group !== null);
        return {
          id: hit.id,
          name: hit.name,
          state: hit.state,
          group: group?.group ?? null,
          up: group?.up ?? null,
          size: group?.size ?? null,
          needs: group?.needs ?? null,
        };
      }),
    },
  };
}
