// Two situations that stay two whatever path leads between them: a person parted them, or each has a cause of its own.
import { isFlagged } from '../../domain/flags.ts';
import { causesApart, type OwnCause } from './own-causes.ts';
import type { Scene } from './scene.ts';
import type { Evidence } from './verdicts.ts';
import type { SituationRow } from './working-rows.ts';

/** What speaks for their being one. */
export type MergeCue = 'topology' | 'same-ci' | 'hub' | 'group';

/** Whether they stay two. A hub that fell with both, or a rule of the site, is stronger than causes; a person is not. */
export function areKeptApart(scene: Scene, a: SituationRow, b: SituationRow, by: MergeCue): boolean {
  if (names(scene, a, b, 'apartFrom')) return true;
  if (by === 'hub' || by === 'group') return false;
  return names(scene, a, b, 'causeApartFrom') || keepApart(scene, a, b);
}

/** What an incident says of the other; null: it is told by what the cues saw. */
export function whyApart(scene: Scene, a: SituationRow, b: SituationRow): 'own-cause' | 'parted' | null {
  if (!isFlagged(scene.policy, 'own-causes')) return null;
  if (names(scene, a, b, 'apartFrom')) return 'parted';
  return names(scene, a, b, 'causeApartFrom') ? 'own-cause' : null;
}

function names(scene: Scene, a: SituationRow, b: SituationRow, list: 'apartFrom' | 'causeApartFrom'): boolean {
  const has = (one: SituationRow, other: SituationRow): boolean =>
    one[list]?.some((id) => scene.state.current(id) === other) === true;
  return has(a, b) || has(b, a);
}

/** From now on, though the causes end: said once. */
function keepApart(scene: Scene, a: SituationRow, b: SituationRow): boolean {
  const causes = causesApart(scene, a, b);
  if (causes === null) return false;
  a.causeApartFrom = [...(a.causeApartFrom ?? []), b.id];
  scene.state.touch(a);
  const evidence = { one: a.id, other: b.id, ...causeFacts(...causes) };
  for (const { id } of [a, b])
    scene.verdicts.onSituation(id, {
      ...{ subject: { type: 'situation' as const, id }, outcome: `apart from ${id === a.id ? b.id : a.id}` },
      ...{ reason: 'kept-apart', evidence },
    });
  return true;
}

export function causeFacts(cause: OwnCause, other: OwnCause): Evidence {
  return { ci: cause.ci, name: cause.name, otherCi: other.ci, otherName: other.name };
}
