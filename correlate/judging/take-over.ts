// A problem that returns when its situation is all clear, but its incident not resolved yet: membership is new, the
// incident and its ticket go on. Reopening decides tickets, never what belongs together (judgement-measured, cue 4).
import type { Alert } from '../../domain/alert.ts';
import { worseSeverity } from '../../domain/severity.ts';
import { end } from './close-situation.ts';
import { placeOf } from './presence.ts';
import type { Scene } from './scene.ts';
import { situationView } from './situation-view.ts';
import type { IncidentRow, SituationRow } from './working-rows.ts';

export function takeOver(scene: Scene, situation: SituationRow, alert: Alert): void {
  if (situation.incident !== null || situation.gathered !== undefined) return;
  const old = clearedHome(scene, situation, alert);
  if (old === undefined) return;
  const { home, row } = old;
  if (home.gathered === undefined) {
    row.header = { ...row.header, situation: situation.id };
    scene.state.incidents.put(row.header.id, row);
    situation.incident = row.header.id;
  } else scene.state.gather(situation, home.gathered);
  situation.security += home.security;
  situation.securityWorst = worseSeverity(situation.securityWorst, home.securityWorst);
  situation.stirred = true;
  situation.hasNews = true;
  scene.state.touch(situation);
  scene.verdicts.incidentChanged(row.header, 'members', {
    subject: { type: 'incident', id: row.header.id },
    outcome: 'goes on',
    reason: 'problem-returned',
    evidence: { alert: alert.id, name: alert.name, lastClearAt: home.lastClearAt ?? home.lastEndAt },
  });
  end(scene, home, null);
  scene.verdicts.situationChanged(situationView(situation, null));
}

/** The situation that said the same of this place, with its incident still open although nothing of it is. */
function clearedHome(
  scene: Scene,
  situation: SituationRow,
  alert: Alert,
): { readonly home: SituationRow; readonly row: IncidentRow } | undefined {
  for (const presence of scene.state.at(placeOf(alert))) {
    const home = scene.state.situations.get(presence.situation);
    if (home === undefined || home.id === situation.id || home.open > 0) continue;
    const row = scene.state.incidents.get(home.incident ?? home.gathered?.incident ?? '');
    if (row?.header.state === 'open' && presence.quotes.some(({ name }) => name === alert.name)) return { home, row };
  }
  return undefined;
}
