// Decides who is warned that a promised time runs out: whoever was asked to take the incident, and of a miss the manager.
import type { Incident } from '../../domain/incident.ts';
import { supportLevels } from '../../domain/notice.ts';
import { crisisOf, isMajorNow, isWarnedOf, sooner, wantsOf } from './scene.ts';
import type { Scene, Step } from './scene.ts';
import { afterWarning, untold } from './sla-watch.ts';
import { levelAbove, peopleAt } from './support-level.ts';

const topLevel = supportLevels.indexOf('manager');

/** The levels up to the one asked last; the next that somebody answers at where that is nobody. */
function peopleAsked(level: number, { incident, notify }: Scene): readonly string[] {
  const asked = supportLevels.slice(0, level + 1).flatMap((_, place) => peopleAt(place, incident, notify));
  const above = asked.length > 0 ? null : levelAbove(level, incident, notify);
  return above === null ? asked : peopleAt(above, incident, notify);
}

/** Its alerts have ended: nobody is woken for what may be over in a moment. Null: it burns, or waits for a person to end it. */
function restsUntil({ openAlertCount, lastClearAt, lastAlertAt }: Incident, { now, sla }: Scene): number | null {
  const until = (lastClearAt ?? lastAlertAt) + (sla?.settleMs ?? 0);
  return openAlertCount === 0 && now < until ? until : null;
}

/** What is withheld, or may be over, stays untold, so that it is told once it may be. */
export const warnOfPromises: Step = (scene, so) => {
  const { incident, notify, sla } = scene;
  if (so.watch === null || sla === null) return so;
  const watch = { ...so.watch, level: Math.max(so.watch.level, so.row.ladder?.level ?? 0) };
  if (!isWarnedOf(incident, sla.notices)) return { ...so, watch };
  const dueAt = sla.nextAt === null ? so.dueAt : sooner(so.dueAt, sla.nextAt);
  const restUntil = restsUntil(incident, scene);
  if (restUntil !== null) return { ...so, watch, dueAt: sooner(dueAt, restUntil) };
  const warnings = so.row.withheld === null ? untold(watch, sla.notices) : [];
  if (warnings.length === 0) return { ...so, watch, dueAt };
  const recipients = [
    ...peopleAsked(watch.level, scene),
    ...(warnings.some(({ share }) => share === 100) ? peopleAt(topLevel, incident, notify) : []),
    ...(isMajorNow(incident) ? crisisOf(notify) : []),
  ];
  const wants = [...so.wants, ...wantsOf(recipients, { kind: 'sla', warnings })];
  return { ...so, watch: afterWarning(watch, warnings), wants, dueAt };
};
