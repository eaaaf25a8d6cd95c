// What in a situation is a cause of its own: an open, severe alert that can be no consequence of anything, such as a full
// disk. Two of them, of two checks on two CIs that nothing carries both, are two faults (ADR 0062).
import { isFlagged } from '../../domain/flags.ts';
import { severityRank } from '../../domain/severity.ts';
import { canBeSymptom } from '../../domain/symptom-kind.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';
import type { Scene } from './scene.ts';
import { Union } from './union.ts';
import type { Member, Presence, SituationRow } from './working-rows.ts';

export interface OwnCause {
  readonly ci: string;
  /** Of its check: what says the same on several CIs may have one cause, such as a heat wave. */
  readonly name: string;
  readonly firstAt: number;
}

/** Warnings stand for days beside everything: they part nothing. */
function isOwnCause({ kind, severity, security, everyday }: Member): boolean {
  return !canBeSymptom(kind) && !security && everyday !== true && severityRank[severity] >= severityRank.high;
}

/** A new or worse alert may be the second cause of its situation: looked at with this record. */
export function doubtCause(scene: Scene, situation: SituationRow, member: Member): void {
  if (isFlagged(scene.policy, 'own-causes') && isOwnCause(member)) situation.apartLookAt = scene.now;
}

/** Causes of a situation that may be one, together; the earliest group first. Several: as many faults. */
export function causeGroups(scene: Scene, situation: SituationRow): OwnCause[][] {
  if (!isFlagged(scene.policy, 'own-causes') || holdsTogether(situation)) return [];
  const causes = ownCausesOf(scene, situation);
  const union = new Union();
  for (const { ci } of causes) union.add(ci);
  for (const one of causes)
    for (const other of causes)
      if (mayBeOne(scene.graph, one, other, Object.keys(situation.hubs))) union.join(one.ci, other.ci);
  return [...Map.groupBy(causes, ({ ci }) => union.root(ci)).values()];
}

/** The site's own rule put its alerts together, or it is the summary of a storm. */
function holdsTogether({ groups = [], storm }: SituationRow): boolean {
  return groups.length > 0 || storm !== undefined;
}

/** One cause of each, if all that the one has are other faults than all that the other has; null: nothing parts them. */
export function causesApart(scene: Scene, a: SituationRow, b: SituationRow): [OwnCause, OwnCause] | null {
  if (!isFlagged(scene.policy, 'own-causes')) return null;
  const [some, others] = [ownCausesOf(scene, a), ownCausesOf(scene, b)];
  const [one, other] = [some[0], others[0]];
  if (one === undefined || other === undefined) return null;
  const hubs = [...Object.keys(a.hubs), ...Object.keys(b.hubs)];
  return some.some((each) => others.some((its) => mayBeOne(scene.graph, each, its, hubs))) ? null : [one, other];
}

/** Compared one by one: more would be a site of broken parts, where the first tell as much. */
const mostCauses = 50;

function ownCausesOf(scene: Scene, situation: SituationRow): OwnCause[] {
  return scene.state
    .presencesOf(situation.id)
    .flatMap((presence) => ownCausesAt(scene, situation, presence))
    .sort((a, b) => a.firstAt - b.firstAt || (a.ci < b.ci ? -1 : 1))
    .slice(0, mostCauses);
}

function ownCausesAt({ graph, state }: Scene, situation: SituationRow, { place, signs }: Presence): OwnCause[] {
  if (graph.ci(place) === undefined) return [];
  return signs.flatMap(({ alert, name, kind, firstAt }) => {
    const member = canBeSymptom(kind) ? undefined : state.members.get(alert);
    const isHere = member !== undefined && state.current(member.situation ?? '') === situation;
    return isHere && isOwnCause(member) ? [{ ci: place, name, firstAt }] : [];
  });
}

/** One machine, one check that speaks for many, something that carries both, or a hub that fell with both. */
function mayBeOne(graph: CmdbGraph, a: OwnCause, b: OwnCause, hubs: readonly string[]): boolean {
  if (a.ci === b.ci || a.name === b.name) return true;
  const carriers = carriersOf(graph, b.ci);
  if (carriersOf(graph, a.ci).some((ci) => carriers.includes(ci))) return true;
  const [above, others] = [graph.cisAbove(a.ci), graph.cisAbove(b.ci)];
  return hubs.some((hub) => above.has(hub) && others.has(hub));
}

/** Itself and what it directly runs on or is a part of. */
function carriersOf(graph: CmdbGraph, ci: string): string[] {
  return [ci, ...graph.dependencies(ci).flatMap(({ to, kind }) => (kind === 'hosting' ? [to] : []))];
}
