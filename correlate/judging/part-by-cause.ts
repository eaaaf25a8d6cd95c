// A situation that holds several causes of their own: each takes what is nearest behind it.
import { causeGroups, type OwnCause } from './own-causes.ts';
import { isOpen } from './islands.ts';
import type { Reach } from './root/closeness.ts';
import type { Scene } from './scene.ts';
import type { SituationRow } from './working-rows.ts';

export interface CausePart {
  /** Open places that go with it. */
  readonly cis: readonly string[];
  readonly cause: OwnCause;
  /** What stays has this one. */
  readonly other: OwnCause;
}

/** What goes; what its first candidate explains stays, and so does what no cause explains. Empty: one cause, or none. */
export function partsByCause(scene: Scene, situation: SituationRow): CausePart[] {
  const groups = causeGroups(scene, situation);
  if (groups.length < 2) return [];
  const first = situation.rootCandidates[0]?.ci;
  const stays = groups.find((group) => group.some(({ ci }) => ci === first)) ?? groups[0];
  const ordered = [...groups].sort((a, b) => Number(b === stays) - Number(a === stays));
  const open = scene.state.presencesOf(situation.id).filter(isOpen);
  const taken = Map.groupBy(open, ({ place }) => nearest(scene.reach, place, ordered));
  return ordered.slice(1).flatMap((group) => {
    const [cause, other] = [group[0], stays?.[0]];
    const cis = (taken.get(group) ?? []).map(({ place }) => place).sort();
    return cause === undefined || other === undefined ? [] : [{ cis, cause, other }];
  });
}

/** The group with the cause that the place depends on most closely; the first where none is, or two are alike. */
function nearest(reach: Reach, place: string, groups: readonly OwnCause[][]): OwnCause[] {
  const above = reach.above(place);
  const closeness = (group: readonly OwnCause[]): number =>
    Math.max(...group.map(({ ci }) => (ci === place ? 1 : (above.get(ci)?.closeness ?? 0))));
  return groups.reduce((best, group) => (closeness(group) > closeness(best) ? group : best));
}
