// Whether an incident is major: many users, a critical service down, or security; held both ways against flapping.
import { isMajorNow, type Major } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import { severityRank, type Severity } from '../../domain/severity.ts';
import type { Impact } from './assess-impact.ts';

export type MajorReason = Major['reasons'][number];

export interface MajorSigns {
  readonly impact: Impact;
  readonly securityWorst: Severity | null;
  readonly isProduction: boolean;
  /** What a rule of the site says, over all else. */
  readonly ruled: 'always' | 'never' | null;
}

/** Reasons that qualify right now, without any hold. */
export function majorReasons({ impact, securityWorst, isProduction, ruled }: MajorSigns): MajorReason[] {
  if (ruled === 'never') return [];
  const reasons: MajorReason[] = ruled === 'always' ? ['rule'] : [];
  if (!isProduction) return reasons;
  if (impact.because === 'critical-service-down') reasons.push('critical-service-down');
  if (impact.manyUsers) reasons.push('many-users');
  if (securityWorst !== null && severityRank[securityWorst] >= severityRank.high) reasons.push('security');
  return reasons;
}

export interface MajorQuestion {
  readonly policy: Policy['major'];
  readonly now: number;
  readonly reasons: readonly MajorReason[];
  readonly watchSince: number | null;
  readonly major: Major | null;
  /** Since when it has not qualified, while alerts are still open. */
  readonly calmSince: number | null;
  /** Last clear if nothing that holds the incident is open any more. */
  readonly allClearSince: number | null;
}

export type MajorStep =
  | { readonly step: 'none' | 'watch' | 'unwatch' | 'declare' }
  | { readonly step: 'downgrade' | 'stand-down'; readonly heldMs: number };

export function stepMajor(question: MajorQuestion): MajorStep {
  return isMajorNow(question) ? stepActive(question) : stepCandidate(question);
}

function stepCandidate({ policy, now, reasons, watchSince, allClearSince }: MajorQuestion): MajorStep {
  if (reasons.length === 0 || allClearSince !== null) return { step: watchSince === null ? 'none' : 'unwatch' };
  if (watchSince === null) return { step: policy.declareMs === 0 ? 'declare' : 'watch' };
  return { step: now - watchSince >= policy.declareMs ? 'declare' : 'none' };
}

/** With nothing open any more it stands down; still burning, but smaller, it is downgraded. */
function stepActive({ policy, now, reasons, calmSince, allClearSince }: MajorQuestion): MajorStep {
  if (allClearSince !== null)
    return now - allClearSince >= policy.standDownMs
      ? { step: 'stand-down', heldMs: now - allClearSince }
      : { step: 'none' };
  if (reasons.length > 0 || calmSince === null) return { step: 'none' };
  return now - calmSince >= policy.downgradeMs ? { step: 'downgrade', heldMs: now - calmSince } : { step: 'none' };
}

/** When this may next change by time alone. */
export function majorDueAt(question: MajorQuestion): number | null {
  if (!isMajorNow(question))
    return question.watchSince === null ? null : question.watchSince + question.policy.declareMs;
  if (question.allClearSince !== null) return question.allClearSince + question.policy.standDownMs;
  return question.calmSince === null ? null : question.calmSince + question.policy.downgradeMs;
}
