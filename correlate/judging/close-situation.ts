// The end of a situation: resolved with its incident, or closed without ever having deserved a ticket.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import { severities } from '../../domain/severity.ts';
import { learnHabits } from './habits.ts';
import { calmAt, rateOf } from './storm/storm-rate.ts';
import type { Scene } from './scene.ts';
import { holdsOf } from './promote-situation.ts';
import { situationView } from './situation-view.ts';
import type { IncidentRow, SituationRow } from './working-rows.ts';

/** When an incident's situation may resolve by time alone; null while something still holds it open. */
export function resolveDueAt(
  scene: Scene,
  situation: SituationRow,
  row: IncidentRow,
): { at: number; by: 'clear' | 'quiet' | 'storm-over' } | null {
  if (situation.storm !== undefined) return stormOverAt(scene, situation, row);
  if (situation.security > 0 || situation.clearable > 0 || isMajorNow(row.header)) return null;
  if (situation.everClearable === 0) return situation.open > 0 ? null : { at: silentAt(scene, situation), by: 'quiet' };
  return { at: (situation.lastClearAt ?? scene.now) + scene.policy.resolve.afterMs, by: 'clear' };
}

/** Nothing of it burns, all that ended would be resolved by now, and no more is gathered. */
function stormOverAt(
  scene: Scene,
  { id, open, security, lastEndAt }: SituationRow,
  { header }: IncidentRow,
): { at: number; by: 'clear' | 'storm-over' } | null {
  if (open > 0 || security > 0 || isMajorNow(header)) return null;
  const over = calmAt(rateOf(scene), scene.policy.storm) ?? 0;
  const ended = scene.state.gatheredCount(id) === 0 ? 0 : (lastEndAt ?? scene.now) + scene.policy.resolve.afterMs;
  return { at: Math.max(over, ended), by: header.splitInto === undefined ? 'clear' : 'storm-over' };
}

/** However short the sessions of its hosts are, its ticket waits for the policy's quiet time since it was told last. */
function silentAt({ policy, now }: Scene, { lastQuietAt, lastEndAt }: SituationRow): number {
  return Math.max(lastEndAt ?? now, (lastQuietAt ?? 0) + policy.alerts.quietMs);
}

export interface Resolution {
  readonly by: NonNullable<Incident['resolvedBy']>;
  /** Who, and in their words why, where a person resolved it. */
  readonly person?: { readonly name: string; readonly why: string };
}

export function resolveIncident(
  scene: Scene,
  situation: SituationRow,
  row: IncidentRow,
  { by, person }: Resolution,
): void {
  row.header = { ...row.header, state: 'resolved', resolvedAt: scene.now, resolvedBy: by, majorWatchSince: null };
  scene.state.incidents.put(row.header.id, row);
  const subject = { type: 'incident' as const, id: row.header.id };
  scene.verdicts.incidentChanged(
    row.header,
    'resolved',
    person === undefined
      ? {
          subject,
          outcome: 'resolved',
          reason: 'incident-resolved',
          evidence: {
            by,
            lastClearAt: situation.lastClearAt ?? situation.lastEndAt,
            afterMs: scene.policy.resolve.afterMs,
            alerts: situation.total,
          },
        }
      : { subject, outcome: 'resolved', reason: 'resolved-by-person', evidence: { by: person.name, why: person.why } },
  );
  rememberResolved(scene, situation, row.header);
  end(scene, situation, null);
}

/** A situation without an incident whose last alert ended a while ago. */
export function closeUnpromoted(scene: Scene, situation: SituationRow): void {
  const holds = holdsOf(scene.policy);
  const holdMs = situation.expectedMs ?? holds[situation.worst];
  const isBlip = holdMs !== null;
  if (isBlip) {
    scene.verdicts.onSituation(situation.id, {
      subject: { type: 'situation', id: situation.id },
      outcome: 'no ticket',
      reason: 'blip',
      evidence: { openForMs: (situation.lastEndAt ?? scene.now) - situation.openedAt, holdMs },
    });
  }
  end(
    scene,
    situation,
    isBlip ? 'blip' : `below policy: ${severities.includes(situation.worst) ? situation.worst : 'info'}`,
  );
}

/** Nothing can join it any more: its neighbourhood learns from it, once. */
export function learnFrom(scene: Scene, situation: SituationRow): void {
  if (situation.learned) return;
  situation.learned = true;
  scene.state.touch(situation);
  learnHabits({ ...scene, chronic: scene.policy.chronic }, situation);
}

export function end(scene: Scene, situation: SituationRow, without: string | null): void {
  for (const member of scene.state.gatheredIn(situation.id)) end(scene, member, null);
  learnFrom(scene, situation);
  scene.verdicts.situationChanged(situationView(situation, { closedAt: scene.now, mergedInto: null, without }));
  scene.state.dropSituation(situation);
  scene.touched.delete(situation.id);
}

/** What a return is recognised by: the worst ten places with what they said. */
function rememberResolved(scene: Scene, situation: SituationRow, header: Incident): void {
  // One host that complains again is not the storm.
  const leads = situation.storm === undefined ? header.leadAlerts : [];
  const keys = new Set(leads.map((quote) => returnKey(quote.ci ?? `?${quote.host.toLowerCase()}`, quote.name)));
  scene.state.addResolved({ incident: header.id, number: header.number, resolvedAt: scene.now, keys: [...keys] });
  scene.state.timers.set(`resolved/${header.id}`, scene.now + scene.policy.resolve.reopenMs);
}

export function returnKey(place: string, name: string): string {
  return `${place}|${name}`;
}
