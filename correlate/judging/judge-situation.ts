// When a situation is looked at, and what each look may lead to: promote, hold, review, resolve, close.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import { assessSituation, type Assessment } from './assess-situation.ts';
import { closeUnpromoted, learnFrom, resolveDueAt, resolveIncident } from './close-situation.ts';
import { majorDueAt } from './declare-major.ts';
import { isReturn, openIncident } from './open-incident.ts';
import { considerPromotion, firstHoldOver, holdsOf, type Promotion } from './promote-situation.ts';
import { causeVerdict, impactVerdict, recount, reviewIncident } from './review-incident.ts';
import { majorQuestion } from './review-major.ts';
import { besidesOf } from './chronic-alerts.ts';
import type { Scene } from './scene.ts';
import { situationView } from './situation-view.ts';
import { assessStorm, forgetTakenAlong, isUrgent, judgedOf } from './storm/assess-storm.ts';
import { releaseDueAt } from './storm/consider-release.ts';
import { gatherInStorm } from './storm/gather.ts';
import { stirSummary } from './storm/leave-storm.ts';
import type { Gathered } from './storm/storm-rows.ts';
import { sumUp } from './storm/sum-up.ts';
import type { IncidentRow, SituationRow } from './working-rows.ts';

type Promote = Extract<Promotion, { step: 'promote' }>;

/** A situation of more places than this is looked at once a second at most: a look costs in proportion to its places. */
const smallPlaces = 20;
const lookEveryMs = 1_000;
/** Mere counts reach the pages this often. */
const recountEveryMs = 5_000;
/** A storm of more than this is looked at as often as it is counted. */
const manyGathered = 200;
/** How often what stands aside asks whether it still stands beside something. */
const besideLookMs = 60_000;
/** Silence is judged once, a minute after the onset (assess-impact). */
const silenceLookMs = 60_000;

/** After a record: all that it touched, then the summaries of storms that gather some of it. */
export function attendAll(scene: Scene): void {
  const isStorm = (id: string): boolean => scene.state.situations.get(id)?.storm !== undefined;
  for (const id of [...scene.touched].sort()) if (!isStorm(id)) attend(scene, id);
  for (const id of [...scene.touched].sort()) if (isStorm(id)) attend(scene, id);
}

/** Look now, or set the timer. */
function attend(scene: Scene, id: string): void {
  const situation = scene.state.current(id);
  if (situation === undefined) return;
  stirSummary(scene, situation);
  if (situation.open === 0 && closeAt(scene, situation) <= scene.now) learnFrom(scene, situation);
  if (isDue(scene, situation)) look(scene, situation);
  if (scene.state.situations.has(situation.id)) scene.state.timers.set(situation.id, nextLookAt(scene, situation));
}

function isDue(scene: Scene, situation: SituationRow): boolean {
  if (
    situation.stirred &&
    (scene.now - situation.evaluatedAt >= lookEvery(scene, situation) ||
      scene.state.placeCount(situation.id) <= smallPlaces)
  )
    return true;
  const at = nextLookAt(scene, situation);
  return at !== null && at <= scene.now;
}

function lookEvery({ state }: Scene, { id }: SituationRow): number {
  return state.gatheredCount(id) > manyGathered ? recountEveryMs : lookEveryMs;
}

function look(scene: Scene, situation: SituationRow): void {
  if (situation.storm !== undefined) sumUp(scene.state, situation);
  const row = incidentOf(scene, situation);
  const isFull = situation.stirred || row === undefined || !onlyCounts(scene, situation, row);
  situation.hasNews ||= isSilenceDue(scene, situation, situation.evaluatedAt);
  situation.evaluatedAt = scene.now;
  scene.state.touch(situation);
  if (!isFull && row !== undefined) recount(scene, situation, row);
  else fullLook(scene, situation, row);
  situation.stirred = false;
  situation.hasNews = false;
  situation.counted = false;
}

/** Nothing but the numbers is due. */
function onlyCounts(scene: Scene, situation: SituationRow, row: IncidentRow): boolean {
  return (
    situation.counted &&
    dueOfIncident(scene, situation, row).every((at) => at > scene.now) &&
    !isSilenceDue(scene, situation, situation.evaluatedAt)
  );
}

function fullLook(scene: Scene, situation: SituationRow, known: IncidentRow | undefined): void {
  if (situation.gathered !== undefined) {
    lookAtGathered(scene, situation, situation.gathered);
    return;
  }
  if (known === undefined && situation.open === 0) {
    if (closeAt(scene, situation) <= scene.now) closeUnpromoted(scene, situation);
    return;
  }
  const assessed = situation.storm === undefined ? assessSituation(scene, situation) : assessStorm(scene, situation);
  situation.rootCandidates = [...assessed.ranking.candidates];
  if (known === undefined) promote(scene, situation, assessed);
  else review(scene, situation, known, assessed);
}

/** It goes on being told in its storm's summary, unless it wakes people by now, or the storm is over. */
function lookAtGathered(scene: Scene, situation: SituationRow, gathered: Gathered): void {
  if (situation.open === 0 && situation.security === 0) return;
  const assessed = assessSituation(scene, situation);
  situation.rootCandidates = [...assessed.ranking.candidates];
  if (gathered.release !== undefined || isUrgent(situation, assessed))
    open(scene, situation, assessed, { step: 'promote', ...gathered.deserved });
  else situation.gathered = { ...gathered, judged: judgedOf(assessed) };
}

/** What stands aside needs no ticket of its own while something runs beside it: it is evidence there. */
function isSpokenFor(scene: Scene, situation: SituationRow): boolean {
  return situation.isChronic && besidesOf(scene, situation).length > 0;
}

function promote(scene: Scene, situation: SituationRow, assessed: Assessment): void {
  if (isSpokenFor(scene, situation)) return;
  const promotion = considerPromotion({
    policy: scene.policy,
    situation,
    presences: scene.state.presencesOf(situation.id),
    impact: assessed.impact,
    now: scene.now,
  });
  if (promotion.step === 'promote') {
    const { step: _promote, ...deserved } = promotion;
    const isNew = !isReturn(scene, situation);
    if (!isNew || !gatherInStorm(scene, { situation, assessed, deserved })) open(scene, situation, assessed, promotion);
  } else if (promotion.step === 'hold' && !situation.heldSaid) {
    situation.heldSaid = true;
    scene.verdicts.onSituation(situation.id, {
      subject: { type: 'situation', id: situation.id },
      outcome: 'held',
      reason: 'held',
      evidence: { holdMs: promotion.holdMs, until: promotion.until, severity: promotion.severity },
    });
    scene.verdicts.situationChanged(situationView(situation, null));
  }
}

function open(scene: Scene, situation: SituationRow, assessed: Assessment, promotion: Promote): void {
  const row = openIncident(scene, situation, assessed, promotion);
  const [first, second] = row.header.rootCandidates;
  if (first !== undefined) scene.verdicts.incidentChanged(row.header, 'root', causeVerdict(row, first, second));
  scene.verdicts.incidentChanged(row.header, 'impact', impactVerdict(row, assessed));
  reviewIncident(scene, situation, row, assessed);
}

function review(scene: Scene, situation: SituationRow, row: IncidentRow, assessed: Assessment): void {
  const { header } = row;
  forgetTakenAlong(situation, row, assessed.impact);
  reviewIncident(scene, situation, row, assessed);
  if (situation.storm !== undefined && scene.state.gatheredCount(situation.id) === 0) keepFacts(row, header);
  scene.state.incidents.put(row.header.id, row);
  if (row.header.state !== 'open') return;
  const due = resolveDueAt(scene, situation, row);
  if (due !== null && due.at <= scene.now) resolveIncident(scene, situation, row, { by: due.by });
}

/** All have left a storm: its summary goes on naming what it was. */
function keepFacts(row: IncidentRow, before: Incident): void {
  const { rootCandidates, rootClear, leadAlerts, precursors, category, team, environment } = before;
  row.header = { ...row.header, rootCandidates, rootClear, leadAlerts, precursors, category, team, environment };
}

function incidentOf(scene: Scene, situation: SituationRow): IncidentRow | undefined {
  return situation.incident === null ? undefined : scene.state.incidents.get(situation.incident);
}

function closeAt(scene: Scene, situation: SituationRow): number {
  return (situation.lastEndAt ?? situation.openedAt) + scene.policy.join.clearGraceMs;
}

function isSilenceDue(scene: Scene, situation: SituationRow, lastLookAt: number): boolean {
  const at = situation.firstAlertAt + silenceLookMs;
  return lastLookAt < at && at <= scene.now;
}

/** The next moment at which time alone changes something; a function of the rows, so that a restart sets the same timers. */
export function nextLookAt(scene: Scene, situation: SituationRow): number | null {
  const row = incidentOf(scene, situation);
  const due: number[] = row === undefined ? dueOfUnpromoted(scene, situation) : dueOfIncident(scene, situation, row);
  if (situation.open === 0 && !situation.learned) due.push(closeAt(scene, situation));
  if (situation.stirred) due.push(situation.evaluatedAt + lookEvery(scene, situation));
  else if (situation.counted && row !== undefined) due.push(situation.evaluatedAt + recountEveryMs);
  if (situation.evaluatedAt < situation.firstAlertAt + silenceLookMs && situation.harmful > 0)
    due.push(situation.firstAlertAt + silenceLookMs);
  const release = releaseDueAt(scene, situation);
  if (release !== null) due.push(release);
  if (typeof situation.apartLookAt === 'number' && situation.open > 1) due.push(situation.apartLookAt);
  return due.length === 0 ? null : Math.min(...due);
}

function dueOfUnpromoted(scene: Scene, situation: SituationRow): number[] {
  if (situation.gathered !== undefined) return [];
  if (situation.open === 0) return [closeAt(scene, situation)];
  const over = firstHoldOver(scene.state.presencesOf(situation.id), holdsOf(scene.policy));
  if (over === null) return [];
  return [isSpokenFor(scene, situation) ? Math.max(over, situation.evaluatedAt + besideLookMs) : over];
}

function dueOfIncident(scene: Scene, situation: SituationRow, row: IncidentRow): number[] {
  const due: number[] = [];
  const resolve = resolveDueAt(scene, situation, row);
  if (resolve !== null) due.push(resolve.at);
  const major = majorDueAt(
    majorQuestion(scene, situation, row, row.header.major?.reasons.includes('security') === true ? ['security'] : []),
  );
  if (major !== null) due.push(major);
  if (row.lowerSince !== null && !isMajorNow(row.header)) due.push(row.lowerSince + scene.policy.major.downgradeMs);
  return due;
}
