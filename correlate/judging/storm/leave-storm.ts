// A situation leaves the summary that gathers it, or tells it that something changed.
import type { Scene } from '../scene.ts';
import type { SituationRow } from '../working-rows.ts';

/** A service or two for each of as many members as anybody reads of. */
const mostTaken = 200;

/** It has an incident of its own from now on, or is part of one. */
export function leaveStorm(scene: Scene, situation: SituationRow): void {
  const { gathered } = situation;
  if (gathered === undefined) return;
  stirSummary(scene, { ...situation, stirred: true });
  scene.state.leaveStorm(situation);
  scene.state.touch(situation);
  const summary = scene.state.situations.get(gathered.storm);
  if (summary?.storm === undefined) return;
  const services = gathered.judged.services.map(({ id }) => id);
  const takenAlong = [...new Set([...summary.storm.takenAlong, ...services])].slice(-mostTaken);
  summary.storm = { ...summary.storm, takenAlong };
}

/** Its summary counts anew, and looks again where there is more to see. */
export function stirSummary({ state, touched }: Scene, { gathered, stirred, hasNews }: SituationRow): void {
  const summary = gathered === undefined ? undefined : state.situations.get(gathered.storm);
  if (summary === undefined) return;
  summary.counted = true;
  summary.stirred ||= stirred;
  summary.hasNews ||= hasNews;
  state.touch(summary);
  touched.add(summary.id);
}
