// How bad a storm is: as bad as all that it gathers is together, and never better than the worst of it.
import type { Impact } from '../assess-impact.ts';
import { assessSituation, type Assessment } from '../assess-situation.ts';
import { majorReasons } from '../declare-major.ts';
import type { Scene } from '../scene.ts';
import type { IncidentRow, SituationRow } from '../working-rows.ts';
import { byWeight } from './storm-facts.ts';
import type { Judged } from './storm-rows.ts';

/** Three servers of a tier, each with redundancy left by itself, may be the tier: what is down is looked at together. */
export function assessStorm(scene: Scene, summary: SituationRow): Assessment {
  const together = assessSituation(scene, summary);
  const [worst] = scene.state.gatheredIn(summary.id).sort(byWeight);
  const judged = worst?.gathered?.judged;
  if (judged === undefined || judged.priority >= together.priority.priority) return together;
  return {
    ...together,
    priority: { priority: judged.priority, cap: judged.priorityCap, rule: judged.rule },
    impact: { ...together.impact, level: judged.impact, because: judged.impactBecause },
    urgency: { level: judged.urgency, because: judged.urgencyBecause },
  };
}

export function judgedOf({ priority, impact, urgency }: Assessment): Judged {
  return {
    ...{ priority: priority.priority, priorityCap: priority.cap, rule: priority.rule },
    ...{ impact: impact.level, impactBecause: impact.because },
    ...{ urgency: urgency.level, urgencyBecause: urgency.because },
    services: impact.services.map(({ id, name }) => ({ id, name })),
  };
}

/** What wakes people by itself: priority 1, or what would make it a major. */
export function isUrgent(situation: SituationRow, { priority, impact, isProduction, rules }: Assessment): boolean {
  if (priority.priority === 1) return true;
  const securityWorst = situation.security > 0 ? situation.securityWorst : null;
  return majorReasons({ impact, isProduction, ruled: rules.major?.value ?? null, securityWorst }).length > 0;
}

/** What those who were split out took along is not back: the summary no longer speaks of it, unless another has it too. */
export function forgetTakenAlong(summary: SituationRow, row: IncidentRow, { services }: Impact): void {
  if (summary.storm === undefined || summary.storm.takenAlong.length === 0) return;
  const hit = new Set(services.map(({ id }) => id));
  const gone = new Set(summary.storm.takenAlong.filter((id) => !hit.has(id)));
  row.header = { ...row.header, services: row.header.services.filter(({ id }) => !gone.has(id)) };
  row.everDown = row.everDown.filter((id) => !gone.has(id));
  summary.storm = { ...summary.storm, takenAlong: [] };
}
