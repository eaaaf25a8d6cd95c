// Whether a situation deserves a ticket yet: severity held long enough, or a critical service hit; else it waits.
import { severities, type Severity } from '../../domain/severity.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Impact } from './assess-impact.ts';
import { holdOverAt } from './presence.ts';
import type { Presence, SituationRow } from './working-rows.ts';

export type Promotion =
  | {
      readonly step: 'promote';
      readonly why: 'critical-service' | 'severity' | 'hold-over';
      readonly severity: Severity;
      readonly holdMs: number;
      readonly service: string | null;
    }
  | { readonly step: 'hold'; readonly until: number; readonly severity: Severity; readonly holdMs: number }
  | { readonly step: 'below-policy' };

export interface PromotionQuestion {
  readonly policy: Policy;
  readonly situation: SituationRow;
  readonly presences: readonly Presence[];
  readonly impact: Impact;
  readonly now: number;
}

/** Hold before ticket by severity; `info` never deserves one. */
export function holdsOf(policy: Policy): Record<Severity, number | null> {
  return { critical: policy.hold.criticalMs, high: policy.hold.highMs, warning: policy.hold.warningMs, info: null };
}

export function considerPromotion({ policy, situation, presences, impact, now }: PromotionQuestion): Promotion {
  const holds = holdsOf(policy);
  const severity = worstOpen(presences);
  const critical = impact.services.find((hit) => hit.criticality === 'critical');
  if (critical !== undefined && situation.open > 0)
    return { step: 'promote', why: 'critical-service', severity, holdMs: 0, service: critical.name };
  const until = firstHoldOver(presences, holds);
  if (until === null) return { step: 'below-policy' };
  const isPlain = presences.some(({ bySeverity }) => bySeverity.some((count) => count > 0));
  const holdMs = (isPlain ? undefined : situation.expectedMs) ?? holds[severity] ?? 0;
  if (until > now) return { step: 'hold', until, severity, holdMs };
  return { step: 'promote', why: holdMs === 0 ? 'severity' : 'hold-over', severity, holdMs, service: null };
}

export function firstHoldOver(presences: readonly Presence[], holds: Record<Severity, number | null>): number | null {
  let first: number | null = null;
  for (const presence of presences) {
    const over = holdOverAt(presence, holds);
    if (over !== null && (first === null || over < first)) first = over;
  }
  return first;
}

function worstOpen(presences: readonly Presence[]): Severity {
  let worst = severities.length - 1;
  for (const presence of presences) {
    const open = presence.bySeverity.findIndex((count) => count > 0);
    const ruled = Object.values(presence.ruled).map(({ severity }) => severities.indexOf(severity));
    worst = Math.min(worst, ...(open === -1 ? ruled : [open, ...ruled]));
  }
  return severities[worst] ?? 'info';
}
