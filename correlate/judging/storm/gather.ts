// What deserves an incident while too many begin: counted, and gathered under the summary of its site where that says more.
import { isFlagged } from '../../../domain/flags.ts';
import { base32Id } from '../../../domain/identity.ts';
import type { StormPlace } from '../../../domain/incident.ts';
import type { Assessment } from '../assess-situation.ts';
import { incidentId, newHeader } from '../incident-header.ts';
import { newSituation } from '../new-situation.ts';
import type { Scene } from '../scene.ts';
import { situationView } from '../situation-view.ts';
import type { SituationRow } from '../working-rows.ts';
import { assessStorm, isUrgent, judgedOf } from './assess-storm.ts';
import { considerGathering } from './consider-gathering.ts';
import { stirSummary } from './leave-storm.ts';
import { placeKey } from './place-key.ts';
import { stormPlace } from './storm-place.ts';
import { begunLately, noteBeginning, rateKey, rateOf } from './storm-rate.ts';
import type { Gathered } from './storm-rows.ts';
import { sumUp } from './sum-up.ts';

interface Deserving {
  readonly situation: SituationRow;
  readonly assessed: Assessment;
  readonly deserved: Gathered['deserved'];
}

/** False: it is to have an incident of its own, and was counted. */
export function gatherInStorm(scene: Scene, deserving: Deserving): boolean {
  const { situation, assessed } = deserving;
  const policy = scene.policy.storm;
  if (policy.newPerMinute === null || !isFlagged(scene.policy, 'storms')) return false;
  const place = stormPlace(scene, situation, assessed);
  const where = placeKey(place);
  const before = rateOf(scene);
  const rate = noteBeginning(before, where, scene.now, policy);
  scene.state.rates.put(rateKey, rate);
  const hasSummary = scene.state.stormAt(where) !== undefined;
  const question = { policy, rate, before, where, isUrgent: isUrgent(situation, assessed), hasSummary, now: scene.now };
  if (considerGathering(question).step === 'alone') return false;
  gather(scene, deserving, place);
  return true;
}

function gather(scene: Scene, { situation, assessed, deserved }: Deserving, place: StormPlace): void {
  const known = scene.state.stormAt(placeKey(place));
  const summary = known ?? beginSummary(scene, situation, place);
  const judged = judgedOf(assessed);
  const incident = summary.incident ?? incidentId(scene, summary);
  scene.state.gather(situation, { storm: summary.id, incident, deserved, judged });
  if (known === undefined) openSummary(scene, summary);
  sayGathered(scene, situation, summary);
  stirSummary(scene, { ...situation, stirred: true, hasNews: true });
}

function beginSummary(scene: Scene, { firstAlert }: SituationRow, place: StormPlace): SituationRow {
  const since = rateOf(scene).begun.at(-(scene.policy.storm.newPerMinute ?? 0) - 1) ?? scene.now;
  const id = `S${base32Id(15, 'storm', scene.tenant, placeKey(place), String(scene.now))}`;
  const row = newSituation({
    ...{ id, tenant: scene.tenant, openedAt: scene.now, firstAlert, firstAlertAt: scene.now, worst: 'info' },
    storm: { place, since: Math.min(since, scene.now), releasedAt: null, takenAlong: [] },
  });
  // Those that it gathers learn, each by itself.
  row.learned = true;
  scene.state.addSituation(row);
  return row;
}

function openSummary(scene: Scene, summary: SituationRow): void {
  sumUp(scene.state, summary);
  const header = newHeader(scene, summary, assessStorm(scene, summary));
  summary.incident = header.id;
  const row = { header, touchedByPerson: false, everDown: [], calmSince: null, lowerSince: null };
  scene.state.incidents.put(header.id, row);
  const { place, since } = summary.storm ?? { place: null, since: scene.now };
  scene.verdicts.incidentChanged(header, 'opened', {
    subject: { type: 'incident', id: header.id },
    outcome: `${header.number} P${String(header.priority)}`,
    reason: 'storm-opened',
    evidence: {
      ...{ by: place?.by ?? null, place: place?.name ?? null, since },
      ...{ begun: begunLately(rateOf(scene), scene.now), newPerMinute: scene.policy.storm.newPerMinute },
    },
  });
  scene.verdicts.situationChanged(situationView(summary, null));
}

function sayGathered(scene: Scene, situation: SituationRow, summary: SituationRow): void {
  const row = scene.state.incidents.get(summary.incident ?? '');
  const number = row?.header.number ?? '';
  scene.verdicts.onSituation(situation.id, {
    subject: { type: 'situation', id: situation.id },
    outcome: `gathered in ${number}`,
    reason: 'storm-gathered',
    evidence: {
      ...{ incident: row?.header.id ?? null, number, place: summary.storm?.place.name ?? null },
      ...{ priority: situation.gathered?.judged.priority ?? null },
      ...{ newPerMinute: scene.policy.storm.newPerMinute, calmMs: scene.policy.storm.calmMs },
    },
  });
  scene.verdicts.situationChanged(situationView(situation, null));
}
