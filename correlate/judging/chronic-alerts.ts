// Chronic alerts: set aside in a situation of their own place, evidence of impact for what runs beside them, and
// called back as soon as their CI has fresh trouble of another kind.
import type { Alert } from '../../domain/alert.ts';
import type { Choice } from './cues/arrival.ts';
import { checkOf, chronicOf, type Chronic } from './habits.ts';
import { mergeSituations } from './merge-situations.ts';
import { moveMembers } from './move-members.ts';
import { placeOf } from './presence.ts';
import type { Scene } from './scene.ts';
import type { Member, SituationRow } from './working-rows.ts';

/** Everyday noise of its host, as alerting knows it; or how often it was there when something went wrong nearby. */
export type SetAside = Chronic | 'everyday';

/** Null: it is news, or its CI has news. */
export function chronicAs(scene: Scene, alert: Alert): SetAside | null {
  const place = placeOf(alert);
  if (alert.category === 'security') return null;
  if (alert.everyday === true) return 'everyday';
  const chronic = chronicOf({ ...scene, chronic: scene.policy.chronic }, place, checkOf(alert));
  const isNear = hasNews(scene, place) || (alert.peerCi !== null && hasNews(scene, alert.peerCi));
  return chronic === null || isNear ? null : chronic;
}

/** Another situation heard something fresh of this very place. */
function hasNews(scene: Scene, place: string): boolean {
  const since = scene.now - scene.policy.chronic.freshMs;
  return scene.state
    .at(place)
    .some(
      ({ situation, lastNewAt, total }) =>
        total > 0 && lastNewAt >= since && scene.state.situations.get(situation)?.isChronic === false,
    );
}

export function saySetAside(scene: Scene, situation: string, alert: Alert, by: SetAside): void {
  const said = { subject: { type: 'alert' as const, id: alert.id }, outcome: 'set aside' };
  if (by === 'everyday') {
    scene.verdicts.onSituation(situation, { ...said, reason: 'everyday-set-aside', evidence: { alert: alert.id } });
    return;
  }
  const evidence = { alert: alert.id, share: Math.round(by.share * 100) / 100, of: Math.round(by.of) };
  scene.verdicts.onSituation(situation, { ...said, reason: 'chronic-set-aside', evidence });
}

/** Fresh news at a place calls back what stood aside there, or about it, and opened just now. */
export function callBack(scene: Scene, situation: SituationRow, place: string): SituationRow {
  let joined = situation;
  for (const { situation: id } of scene.state.at(place)) {
    const aside = scene.state.situations.get(id);
    if (aside?.isChronic !== true || aside.id === joined.id) continue;
    joined = callMembers(scene, joined, aside, place);
  }
  return joined;
}

function callMembers(scene: Scene, situation: SituationRow, aside: SituationRow, place: string): SituationRow {
  const { members } = scene.state;
  const called = [...members.at(place), ...members.about(place)].filter(
    (member) =>
      member.everyday !== true &&
      scene.state.current(member.situation ?? '') === aside &&
      isFresh(scene, aside, member),
  );
  if (called.length === 0) return situation;
  if (called.length === aside.total) return mergeSituations(scene, situation, aside, { by: 'same-ci' });
  moveMembers(scene, aside, situation, called);
  return situation;
}

function isFresh(scene: Scene, aside: SituationRow, { place }: Member): boolean {
  const lastNewAt = scene.state.presence(aside.id, place)?.lastNewAt ?? 0;
  return scene.now - lastNewAt <= scene.policy.chronic.freshMs;
}

/** What stands aside near a situation is evidence of its impact. */
export function standBeside(scene: Scene, situation: SituationRow, { besides }: Choice): void {
  for (const id of besides) {
    const other = scene.state.current(id);
    if (other === undefined || other.isChronic === situation.isChronic) continue;
    link(scene, situation, other.id);
    link(scene, other, situation.id);
  }
}

function link(scene: Scene, situation: SituationRow, other: string): void {
  if (situation.besides.includes(other)) return;
  situation.besides = [...situation.besides.filter((id) => scene.state.current(id) !== undefined), other];
  situation.stirred = true;
  situation.hasNews = true;
  scene.state.touch(situation);
  scene.touched.add(situation.id);
}

/** Situations of the other sort that stand beside this one and still live. */
export function besidesOf(scene: Scene, situation: SituationRow): SituationRow[] {
  const found = new Set(situation.besides.flatMap((id) => scene.state.current(id) ?? []));
  return [...found].filter(({ isChronic }) => isChronic !== situation.isChronic);
}
