// What happens to an alert that judging already knows: it changes, moves to another CI, or ends.
import type { Alert } from '../../domain/alert.ts';
import { worseSeverity } from '../../domain/severity.ts';
import { admitByRules, dismissAlert, retellAside } from './aside/receive-alert.ts';
import { rememberHour } from './expected-hour.ts';
import { checkOf, noteHabit } from './habits.ts';
import { doubtCause } from './own-causes.ts';
import { amend, memberOf, placeOf, release } from './presence.ts';
import { signOf, withSign } from './root/sign.ts';
import { isOpen } from './islands.ts';
import type { Scene } from './scene.ts';
import { doubtUnity } from './split-situation.ts';
import type { Member } from './working-rows.ts';

/** Severity, effect or flapping changed while open. */
export function amendAlert(scene: Scene, alert: Alert): void {
  retellAside(scene, alert);
  const before = scene.state.members.get(alert.id);
  if (before === undefined || before.situation === null) return;
  const situation = scene.state.current(before.situation);
  const presence = situation === undefined ? undefined : scene.state.presence(situation.id, before.place);
  if (situation === undefined || presence === undefined) return;
  const after = { ...memberOf(alert, before.situation, before.holdMs), place: before.place };
  scene.state.members.put(alert.id, after);
  const isStirred = amend(presence, before, after, scene.now);
  presence.signs = withSign(presence.signs, signOf(alert, after.kind, 0));
  doubtCause(scene, situation, after);
  situation.stirred ||= isStirred;
  situation.hasNews = true;
  situation.flapping += Number(after.flapping) - Number(before.flapping);
  situation.worst = worseSeverity(situation.worst, alert.severity);
  scene.state.putPresence(presence);
  scene.state.touch(situation);
  scene.touched.add(situation.id);
}

/** It ended, by whatever way. */
export function endAlert(scene: Scene, alert: Alert): void {
  const member = scene.state.members.get(alert.id);
  dismissAlert(scene, alert);
  if (member === undefined) return;
  scene.state.members.delete(alert.id);
  // What stood aside was never counted in, so it is not counted out.
  if (member.situation === null) return;
  noteHabit(scene.state, member.place, { name: checkOf(alert), at: scene.now, by: -1 });
  rememberHour(scene.state, member.place, alert, scene.policy);
  if (member.quiet) noteSilence(scene, member.situation, alert);
  leave(scene, member, member.situation, alert.clearedAt ?? scene.now);
}

/** What nobody ends was told for the last time then: an incident of nothing else waits from there (close-situation.ts). */
function noteSilence(scene: Scene, id: string, { lastSeenAt }: Alert): void {
  const situation = scene.state.current(id);
  if (situation !== undefined) situation.lastQuietAt = Math.max(situation.lastQuietAt ?? 0, lastSeenAt);
}

/** `endedAt` is when the condition ended: a flap that is called over was over long before. */
function leave(scene: Scene, member: Member, situationId: string, endedAt: number): void {
  const situation = scene.state.current(situationId);
  const presence = situation === undefined ? undefined : scene.state.presence(situation.id, member.place);
  if (situation === undefined || presence === undefined) return;
  const isStirred = release(presence, member, endedAt);
  situation.stirred ||= isStirred;
  situation.open -= 1;
  situation.counted = true;
  situation.lastEndAt = Math.max(situation.lastEndAt ?? 0, endedAt);
  if (!member.quiet) {
    situation.clearable -= 1;
    situation.flapping -= Number(member.flapping);
    situation.lastClearAt = Math.max(situation.lastClearAt ?? 0, endedAt);
    situation.stirred ||= situation.clearable === 0;
  }
  situation.stirred ||= situation.open === 0;
  if (!isOpen(presence)) doubtUnity(scene, situation);
  scene.state.putPresence(presence);
  scene.state.touch(situation);
  scene.touched.add(situation.id);
}

/** The CMDB says that it is about another CI: it leaves and finds its situation anew. */
export function rebindAlert(scene: Scene, alert: Alert): void {
  retellAside(scene, alert);
  const member = scene.state.members.get(alert.id);
  if (member === undefined || member.situation === null || member.place === placeOf(alert)) return;
  scene.state.members.delete(alert.id);
  noteHabit(scene.state, member.place, { name: checkOf(alert), at: scene.now, by: -1 });
  leave(scene, member, member.situation, scene.now);
  admitByRules(scene, alert);
}
