// When a storm is over, what still burns is split out of its summary, the worst first, at the pace that is no storm.
import { isMajorNow } from '../../../domain/incident.ts';
import type { Scene } from '../scene.ts';
import type { SituationRow } from '../working-rows.ts';
import { byWeight } from './storm-facts.ts';
import { calmAt, rateOf } from './storm-rate.ts';
import { sumUp } from './sum-up.ts';

const paceMs = 60_000;
/** What a look has just found is acted on by the next. */
const afterLookMs = 1_000;

/** By what the summary counted last; null: nothing burns, or a major holds them together: it is worked as one. */
export function releaseDueAt(scene: Scene, summary: SituationRow): number | null {
  const { storm, incident } = summary;
  const header = scene.state.incidents.get(incident ?? '')?.header;
  if (storm === undefined || header === undefined || !burns(summary)) return null;
  if (isMajorNow(header) || header.majorWatchSince !== null) return null;
  const over = calmAt(rateOf(scene), scene.policy.storm) ?? 0;
  const paced = storm.releasedAt === null ? 0 : storm.releasedAt + paceMs;
  return Math.max(over, paced, summary.evaluatedAt + afterLookMs);
}

/** Marks those that are to have incidents of their own; they get them by their next look. */
export function considerRelease(scene: Scene, id: string): void {
  const summary = scene.state.situations.get(id);
  if (summary?.storm === undefined || !isDue(scene, summary)) return;
  sumUp(scene.state, summary);
  if (!isDue(scene, summary)) return;
  const burning = scene.state.gatheredIn(summary.id).filter(burns).sort(byWeight);
  const now = burning.slice(0, scene.policy.storm.newPerMinute ?? burning.length);
  for (const member of now) release(scene, member, 'calm');
  summary.storm = { ...summary.storm, releasedAt: scene.now };
  sayCalm(scene, summary, { burning: burning.length, now: now.length });
}

function isDue(scene: Scene, summary: SituationRow): boolean {
  const at = releaseDueAt(scene, summary);
  return at !== null && at <= scene.now;
}

/** Security incidents end by a person's word only. */
function burns({ open, security }: SituationRow): boolean {
  return open > 0 || security > 0;
}

export function release(scene: Scene, member: SituationRow, why: 'calm' | 'person'): void {
  if (member.gathered === undefined) return;
  member.gathered = { ...member.gathered, release: why };
  member.stirred = true;
  scene.state.touch(member);
  scene.touched.add(member.id);
}

/** A person wants what is gathered at these CIs on its own; false: nothing is. */
export function releaseAt(scene: Scene, summary: SituationRow, cis: readonly string[]): boolean {
  const members = scene.state
    .gatheredIn(summary.id)
    .filter((member) => burns(member) && cis.some((ci) => scene.state.presence(member.id, ci) !== undefined));
  for (const member of members) release(scene, member, 'person');
  return members.length > 0;
}

function sayCalm(scene: Scene, { incident }: SituationRow, { burning, now }: { burning: number; now: number }): void {
  const row = scene.state.incidents.get(incident ?? '');
  if (row === undefined) return;
  scene.verdicts.incidentChanged(row.header, 'members', {
    subject: { type: 'incident', id: row.header.id },
    outcome: `${String(now)} split out`,
    reason: 'storm-calm',
    evidence: { burning, now, ...scene.policy.storm },
  });
}
