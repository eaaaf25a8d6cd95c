// Open alerts move from one situation to another, with all that both count: what ended already stays where it was.
import { isHarmful } from '../../domain/effect.ts';
import { severityRank, worseSeverity } from '../../domain/severity.ts';
import { emptyPresence, giveMember, takeMember } from './presence.ts';
import type { Scene } from './scene.ts';
import type { Member, Presence, SituationRow } from './working-rows.ts';

/** Moves these open alerts of `from`. */
export function moveMembers(scene: Scene, from: SituationRow, to: SituationRow, members: readonly Member[]): void {
  for (const member of members) moveMember(scene, from, to, member);
  for (const row of [from, to]) {
    row.stirred = true;
    row.counted = true;
    row.hasNews = true;
    scene.state.touch(row);
    scene.touched.add(row.id);
  }
  for (const { id } of members) scene.verdicts.joined(to.id, id);
}

function moveMember(scene: Scene, from: SituationRow, to: SituationRow, member: Member): void {
  const old = scene.state.presence(from.id, member.place);
  if (old === undefined) return;
  const into = scene.state.presence(to.id, member.place) ?? emptyPresence(to.id, member.place, old.firstAt);
  giveMember(into, member, old);
  takeMember(old, member);
  count(from, member, -1);
  count(to, member, 1);
  carryTimes(old, into, to);
  if (old.total === 0 && old.asPeer === 0) scene.state.removePresence(old);
  else scene.state.putPresence(old);
  scene.state.putPresence(into);
  movePeer(scene, from, to, member);
  scene.state.members.put(member.id, { ...member, situation: to.id });
}

function movePeer(scene: Scene, from: SituationRow, to: SituationRow, { peer }: Member): void {
  const old = peer === null ? undefined : scene.state.presence(from.id, peer);
  if (peer === null || old === undefined) return;
  const into = scene.state.presence(to.id, peer) ?? emptyPresence(to.id, peer, old.firstAt);
  old.asPeer = Math.max(0, old.asPeer - 1);
  into.asPeer += 1;
  if (old.total === 0 && old.asPeer === 0) scene.state.removePresence(old);
  else scene.state.putPresence(old);
  scene.state.putPresence(into);
}

function carryTimes(old: Presence, into: Presence, to: SituationRow): void {
  into.lastNewAt = Math.max(into.lastNewAt, old.lastNewAt);
  to.lastNewAt = Math.max(to.lastNewAt, old.lastNewAt);
  to.firstAlertAt = Math.min(to.firstAlertAt, into.firstAt);
}

/** One open alert more or less in the sums of a situation. */
export function count(row: SituationRow, member: Member, by: 1 | -1): void {
  row.open += by;
  row.total += by;
  if (!member.quiet) {
    row.clearable += by;
    row.everClearable += by;
    row.flapping += by * Number(member.flapping);
  }
  if (!member.unknown) row.known += by;
  if (!member.unknown && isHarmful(member.effect)) row.harmful += by;
  row.bySource[member.source] = (row.bySource[member.source] ?? 0) + by;
  if (member.security) row.security += by;
  if (by === -1) return;
  row.worst = worseSeverity(row.worst, member.severity);
  if (member.security && severityRank[member.severity] > severityRank[row.securityWorst])
    row.securityWorst = member.severity;
}
