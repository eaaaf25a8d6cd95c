// A situation whose open alerts have had no path between them for long enough, that holds two causes of their own, or of
// which a person says that it is two, becomes two: the new one has its own key, and both name each other.
import { isFlagged } from '../../domain/flags.ts';
import { base32Id } from '../../domain/identity.ts';
import { isOpen, islandsOf } from './islands.ts';
import { causeFacts } from './keep-apart.ts';
import { moveMembers } from './move-members.ts';
import { newSituation } from './new-situation.ts';
import type { OwnCause } from './own-causes.ts';
import { partsByCause } from './part-by-cause.ts';
import type { Scene } from './scene.ts';
import { situationView } from './situation-view.ts';
import type { Evidence } from './verdicts.ts';
import type { Member, Presence, SituationRow } from './working-rows.ts';

/** Larger ones are not taken apart: a look must stay cheap, and what a cause explains is known up to here. */
const mostPlaces = 200;
/** Parts split out at once; what is left is looked at again. */
const mostParts = 5;

/** Something of it ended, or the CMDB changed: it may have fallen apart, and is looked at when that has lasted. */
export function doubtUnity(scene: Scene, situation: SituationRow): void {
  if (situation.storm === undefined && scene.state.placeCount(situation.id) > 1)
    situation.apartLookAt ??= scene.now + scene.policy.split.afterMs;
}

export function considerSplit(scene: Scene, id: string): void {
  const situation = scene.state.current(id);
  const due = situation?.apartLookAt ?? null;
  if (situation === undefined || due === null || due > scene.now) return;
  scene.state.touch(situation);
  situation.apartLookAt = null;
  if (situation.isChronic || scene.state.placeCount(situation.id) > mostPlaces) return;
  situation.apartLookAt = nextDoubt(scene, situation);
  const open = scene.state.presencesOf(situation.id).filter(isOpen);
  if (open.length < 2) return;
  for (const { cis, cause, other } of partsByCause(scene, situation).slice(0, mostParts))
    splitOut(scene, situation, { cis, because: { by: 'own-cause', cause, other } });
  const [stays, ...parts] = islandsOf({ ...linksOf(scene, situation), presences: linking(scene, situation) });
  if (stays === undefined || parts.length === 0) return;
  for (const cis of parts.slice(0, mostParts)) splitOut(scene, situation, { cis, because: { by: 'no-path' } });
}

/** Places that are open, or ended so lately that they still link what they linked; in a fixed order. */
function linking(scene: Scene, situation: SituationRow): Presence[] {
  const since = scene.now - scene.policy.split.afterMs;
  return scene.state
    .presencesOf(situation.id)
    .filter((presence) => presence.total > 0 && (isOpen(presence) || endOf(presence) > since))
    .sort((a, b) => a.firstAt - b.firstAt || (a.place < b.place ? -1 : 1));
}

function endOf({ lastClearAt, lastQuietEndAt = 0 }: Presence): number {
  return Math.max(lastClearAt ?? 0, lastQuietEndAt);
}

/** When the next of its ended places stops linking; null: nothing will change by itself. */
function nextDoubt(scene: Scene, situation: SituationRow): number | null {
  const over = linking(scene, situation)
    .filter((presence) => !isOpen(presence))
    .map((presence) => endOf(presence) + scene.policy.split.afterMs);
  return over.length === 0 ? null : Math.max(scene.now + 1_000, Math.min(...over));
}

function linksOf(scene: Scene, situation: SituationRow): Omit<Parameters<typeof islandsOf>[0], 'presences'> {
  return {
    neighbourhood: scene.neighbourhood,
    explained: situation.rootCandidates[0]?.explainsCis ?? [],
    peersOf: (place) => membersAt(scene, situation, place).flatMap(({ peer }) => peer ?? []),
    hubsOver: (place) => {
      const above = scene.graph.cisAbove(place);
      return Object.keys(situation.hubs).filter((hub) => above.has(hub) || hub === place);
    },
  };
}

function membersAt(scene: Scene, situation: SituationRow, place: string): Member[] {
  return scene.state.members.at(place).filter(({ situation: home }) => scene.state.current(home ?? '') === situation);
}

export interface Part {
  readonly cis: readonly string[];
  readonly because:
    | { readonly by: 'no-path' }
    | { readonly by: 'own-cause'; readonly cause: OwnCause; readonly other: OwnCause }
    | { readonly by: 'person'; readonly person: string; readonly why: string };
}

/** Null where nothing of it is open there, or nothing would stay. */
export function splitOut(scene: Scene, from: SituationRow, { cis, because }: Part): SituationRow | null {
  const members = cis.flatMap((ci) => membersAt(scene, from, ci));
  const first = firstOf(members);
  if (first === undefined || members.length >= from.open) return null;
  const row = newSituation({
    id: `S${base32Id(15, 'situation', first.id, 'split', from.id, String(scene.now))}`,
    ...{ tenant: from.tenant, openedAt: scene.now, firstAlert: first.id, firstAlertAt: scene.now, worst: 'info' },
    rules: [...from.rules],
    splitFrom: { situation: from.id, incident: from.incident, ...whySplit(scene, because) },
    ...(because.by === 'person' ? { apartFrom: [from.id] } : {}),
    ...(because.by === 'own-cause' ? { causeApartFrom: [from.id] } : {}),
  });
  scene.state.addSituation(row);
  moveMembers(scene, from, row, members);
  say(scene, { from, into: row, cis, because });
  return row;
}

/** Absent: nothing links them any more. */
function whySplit({ policy }: Scene, { by }: Part['because']): Pick<NonNullable<SituationRow['splitFrom']>, 'by'> {
  return by === 'no-path' || !isFlagged(policy, 'own-causes') ? {} : { by };
}

/** By opening, which an id ends with. */
function firstOf(members: readonly Member[]): Member | undefined {
  const openedAt = ({ id }: Member): number => Number(id.slice(id.lastIndexOf('@') + 1));
  return [...members].sort((a, b) => openedAt(a) - openedAt(b) || (a.id < b.id ? -1 : 1))[0];
}

interface Saying extends Part {
  readonly from: SituationRow;
  readonly into: SituationRow;
}

function say(scene: Scene, { from, into, cis, because }: Saying): void {
  const evidence = { from: from.id, into: into.id, cis: cis.slice(0, 20), ...whyFacts(scene, because) };
  for (const { id } of [from, into])
    scene.verdicts.onSituation(id, {
      ...{ subject: { type: 'situation' as const, id }, outcome: `split into ${into.id}` },
      ...{ reason: 'situation-split', evidence },
    });
  scene.verdicts.situationChanged(situationView(into, null));
}

function whyFacts({ policy }: Scene, because: Part['because']): Evidence {
  if (because.by === 'no-path') return { ...because, afterMs: policy.split.afterMs };
  return because.by === 'person' ? { ...because } : { by: because.by, ...causeFacts(because.cause, because.other) };
}
