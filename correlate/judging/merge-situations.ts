// Two situations that turn out to be one: the survivor takes over places, counts, hubs, and the incident.
import { worseSeverity } from '../../domain/severity.ts';
import { joinReports } from './crowd.ts';
import { emptyPresence, mergePresence } from './presence.ts';
import type { Scene } from './scene.ts';
import { situationView } from './situation-view.ts';
import { areKeptApart, type MergeCue } from './keep-apart.ts';
import { leaveStorm } from './storm/leave-storm.ts';
import type { SituationRow } from './working-rows.ts';

export interface MergeCause {
  readonly by: MergeCue;
  readonly path?: readonly string[];
  readonly hub?: string;
}

/** The first, unchanged, where they are kept apart. The survivor is the one whose incident a person touched, else the one with an incident, else the oldest. */
export function mergeSituations(scene: Scene, a: SituationRow, b: SituationRow, cause: MergeCause): SituationRow {
  if (areKeptApart(scene, a, b, cause.by)) return a;
  const [survivor, absorbed] = isBefore(scene, a, b) ? [a, b] : [b, a];
  movePlaces(scene, absorbed, survivor);
  addCounts(scene, survivor, absorbed);
  scene.state.moveHubs(absorbed, survivor);
  scene.state.group(survivor, absorbed.groups ?? []);
  mergeIncidents(scene, survivor, absorbed);
  mergeGathered(scene, survivor, absorbed);
  scene.verdicts.onSituation(survivor.id, {
    subject: { type: 'situation', id: survivor.id },
    outcome: `absorbed ${absorbed.id}`,
    reason: 'situations-merged',
    evidence: {
      survivor: survivor.id,
      absorbed: absorbed.id,
      by: cause.by,
      ...(cause.path === undefined ? {} : { path: [...cause.path] }),
      ...(cause.hub === undefined ? {} : { hub: cause.hub }),
    },
  });
  scene.verdicts.situationChanged(
    situationView(absorbed, { closedAt: scene.now, mergedInto: survivor.id, without: null }),
  );
  survivor.absorbed.push(absorbed.id, ...absorbed.absorbed);
  absorbed.absorbed = [];
  scene.state.dropSituation(absorbed);
  for (const id of survivor.absorbed) scene.state.markMerged(id, survivor.id);
  scene.touched.delete(absorbed.id);
  scene.touched.add(survivor.id);
  survivor.stirred = true;
  survivor.hasNews = true;
  scene.state.touch(survivor);
  return survivor;
}

function isBefore(scene: Scene, a: SituationRow, b: SituationRow): boolean {
  const rank = (row: SituationRow): number =>
    row.incident === null ? 0 : scene.state.incidents.get(row.incident)?.touchedByPerson === true ? 2 : 1;
  if (rank(a) !== rank(b)) return rank(a) > rank(b);
  if (a.openedAt !== b.openedAt) return a.openedAt < b.openedAt;
  return a.id < b.id;
}

function movePlaces(scene: Scene, from: SituationRow, to: SituationRow): void {
  for (const presence of scene.state.presencesOf(from.id)) {
    const into = scene.state.presence(to.id, presence.place) ?? emptyPresence(to.id, presence.place, presence.firstAt);
    mergePresence(into, presence);
    scene.state.removePresence(presence);
    scene.state.putPresence(into);
  }
}

function addCounts(scene: Scene, into: SituationRow, from: SituationRow): void {
  into.isChronic &&= from.isChronic;
  into.besides = [...new Set([...into.besides, ...from.besides])];
  into.open += from.open;
  into.clearable += from.clearable;
  if (from.expectedMs !== undefined) into.expectedMs = Math.max(into.expectedMs ?? 0, from.expectedMs);
  into.flapping += from.flapping;
  into.total += from.total;
  into.everClearable += from.everClearable;
  into.known += from.known;
  into.harmful += from.harmful;
  into.security += from.security;
  into.securityWorst = worseSeverity(into.securityWorst, from.securityWorst);
  into.worst = worseSeverity(into.worst, from.worst);
  into.lastNewAt = Math.max(into.lastNewAt, from.lastNewAt);
  into.lastClearAt = Math.max(into.lastClearAt ?? 0, from.lastClearAt ?? 0) || null;
  into.lastEndAt = Math.max(into.lastEndAt ?? 0, from.lastEndAt ?? 0) || null;
  if (from.lastQuietAt !== undefined) into.lastQuietAt = Math.max(into.lastQuietAt ?? 0, from.lastQuietAt);
  into.firstAlertAt = Math.min(into.firstAlertAt, from.firstAlertAt);
  for (const list of ['apartFrom', 'causeApartFrom'] as const) {
    const apart = [...(into[list] ?? []), ...(from[list] ?? [])];
    if (apart.length > 0) into[list] = [...new Set(apart)];
  }
  into.rules = [...new Set([...into.rules, ...from.rules])];
  for (const [source, n] of Object.entries(from.bySource)) {
    const key = source as keyof typeof into.bySource;
    into.bySource[key] = (into.bySource[key] ?? 0) + n;
    scene.state.noteActivity(key, into, into.lastNewAt);
  }
}

/** What is gathered stays so, unless the other has an incident of its own. */
function mergeGathered(scene: Scene, survivor: SituationRow, absorbed: SituationRow): void {
  const { gathered } = absorbed;
  leaveStorm(scene, absorbed);
  if (gathered === undefined || survivor.incident !== null || survivor.gathered !== undefined) return;
  scene.state.gather(survivor, gathered);
  scene.verdicts.situationChanged(situationView(survivor, null));
}

/** One incident stays; the other's tickets get a link, resolve as duplicates and stay so. */
function mergeIncidents(scene: Scene, survivor: SituationRow, absorbed: SituationRow): void {
  const gone = absorbed.incident === null ? undefined : scene.state.incidents.get(absorbed.incident);
  const kept = survivor.incident === null ? undefined : scene.state.incidents.get(survivor.incident);
  if (gone === undefined || kept === undefined) return;
  gone.header = {
    ...gone.header,
    state: 'merged',
    mergedInto: kept.header.id,
    resolvedAt: scene.now,
    resolvedBy: 'merge',
  };
  scene.verdicts.incidentChanged(gone.header, 'merged', {
    subject: { type: 'incident', id: gone.header.id },
    outcome: `merged into ${kept.header.number}`,
    reason: 'incident-merged',
    evidence: { survivor: kept.header.id, survivorNumber: kept.header.number },
  });
  scene.verdicts.absorbed(kept.header, gone.header.id);
  joinReports(scene, survivor, kept, gone);
  scene.state.incidents.delete(gone.header.id);
}
