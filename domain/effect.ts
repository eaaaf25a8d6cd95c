// What an alert means for its CI: the word that impact is computed from.
import { z } from 'zod';
import type { Severity } from './severity.ts';

const effects = ['down', 'degraded', 'at-risk', 'informs'] as const;
export const Effect = z.enum(effects);
export type Effect = z.infer<typeof Effect>;

/** 3 for down, 2 for degraded, 1 for at-risk, 0 for informs. */
export const effectRank: Readonly<Record<Effect, number>> = { down: 3, degraded: 2, 'at-risk': 1, informs: 0 };

/** Whether something is worse already: what is at risk or merely told harms nobody yet. */
export function isHarmful(effect: Effect): boolean {
  return effectRank[effect] >= effectRank.degraded;
}

/** The effect of an alert whose profile names none: critical → down, high → degraded, else at-risk (policy-defaults). */
export function effectOf(severity: Severity): Effect {
  if (severity === 'critical') return 'down';
  return severity === 'high' ? 'degraded' : 'at-risk';
}
