// Whether an open incident is a major, from one look to the next: each step with its why.
import { isMajorNow } from '../../domain/incident.ts';
import type { Assessment } from './assess-situation.ts';
import { resolveIncident } from './close-situation.ts';
import { majorReasons, stepMajor, type MajorQuestion } from './declare-major.ts';
import type { Scene } from './scene.ts';
import type { IncidentRow, SituationRow } from './working-rows.ts';

/** Something that does not merely flap is open: less of it is then an improvement, not the end. */
export function isBurning(situation: SituationRow): boolean {
  return situation.clearable > situation.flapping;
}

/** What the clocks of a major are asked with. */
export function majorQuestion(
  scene: Scene,
  situation: SituationRow,
  row: IncidentRow,
  reasons: MajorQuestion['reasons'],
): MajorQuestion {
  const isSecurity = reasons.includes('security');
  return {
    policy: scene.policy.major,
    now: scene.now,
    reasons,
    watchSince: row.header.majorWatchSince,
    major: row.header.major,
    calmSince: row.calmSince,
    allClearSince:
      situation.clearable === 0 && !isSecurity ? (situation.lastClearAt ?? situation.lastEndAt ?? scene.now) : null,
  };
}

/** Watched, declared, downgraded or stood down, as its clocks say. */
export function reviewMajor(scene: Scene, situation: SituationRow, row: IncidentRow, assessed: Assessment): void {
  const reasons = majorReasons({
    impact: assessed.impact,
    isProduction: assessed.isProduction,
    ruled: assessed.rules.major?.value ?? null,
    securityWorst: situation.security > 0 ? situation.securityWorst : null,
  });
  const isCalm = isMajorNow(row.header) && reasons.length === 0 && isBurning(situation);
  row.calmSince = isCalm ? (row.calmSince ?? scene.now) : null;
  const question = majorQuestion(scene, situation, row, reasons);
  const step = stepMajor(question);
  const subject = { type: 'incident' as const, id: row.header.id };
  if (step.step === 'watch') {
    row.header = { ...row.header, majorWatchSince: scene.now };
    scene.verdicts.incidentChanged(row.header, 'major-watch', {
      subject,
      outcome: 'watch',
      reason: 'major-watch',
      evidence: { reasons: [...reasons], declareAt: scene.now + scene.policy.major.declareMs },
    });
  } else if (step.step === 'unwatch') {
    row.header = { ...row.header, majorWatchSince: null };
  } else if (step.step === 'declare') {
    declare(scene, row, assessed, reasons);
  } else if (step.step === 'downgrade') {
    endMajor(scene, row, 'downgradedAt');
    scene.verdicts.incidentChanged(row.header, 'major-downgraded', {
      subject,
      outcome: 'no longer major',
      reason: 'major-downgraded',
      evidence: { heldMs: step.heldMs },
    });
  } else if (step.step === 'stand-down') {
    endMajor(scene, row, 'stoodDownAt');
    scene.verdicts.incidentChanged(row.header, 'major-stood-down', {
      subject,
      outcome: 'stood down',
      reason: 'major-stood-down',
      evidence: { quietMs: step.heldMs, lastSymptomAt: question.allClearSince },
    });
    resolveIncident(scene, situation, row, { by: 'stand-down' });
  }
}

function declare(scene: Scene, row: IncidentRow, assessed: Assessment, reasons: MajorQuestion['reasons']): void {
  const heldMs = row.header.majorWatchSince === null ? 0 : scene.now - row.header.majorWatchSince;
  row.header = {
    ...row.header,
    major: { declaredAt: scene.now, downgradedAt: null, stoodDownAt: null, reasons: [...reasons] },
    majorWatchSince: null,
  };
  scene.verdicts.incidentChanged(row.header, 'major-declared', {
    subject: { type: 'incident', id: row.header.id },
    outcome: 'major',
    reason: 'major-declared',
    evidence: {
      reasons: [...reasons],
      heldMs,
      users: assessed.impact.users,
      tenantUsers: assessed.impact.tenantUsers,
      majorFrom: assessed.impact.manyFrom,
      services: assessed.impact.services.filter((hit) => hit.state === 'down').map((hit) => hit.name),
    },
  });
}

function endMajor(scene: Scene, row: IncidentRow, member: 'downgradedAt' | 'stoodDownAt'): void {
  if (row.header.major === null) return;
  row.header = { ...row.header, major: { ...row.header.major, [member]: scene.now } };
  row.calmSince = null;
}
