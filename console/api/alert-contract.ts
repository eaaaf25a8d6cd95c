// Alerts, and what was decided, as the console's API answers them.
import { z } from 'zod';
import { Binding } from '../../domain/alert.ts';
import { Reason, subjects } from '../../domain/decision.ts';
import { Effect } from '../../domain/effect.ts';
import { SourceType } from '../../domain/event.ts';
import type { Json } from '../../domain/json.ts';
import { Severity } from '../../domain/severity.ts';
import { count, Instant, pageOf } from './contract-parts.ts';

/** The members of alerts.json, and what a table of alerts shows besides. */
export const AlertRow = z.object({
  id: z.string(),
  source: SourceType,
  sources: z.array(SourceType),
  name: z.string(),
  severity: Severity,
  effect: Effect,
  message: z.string(),
  ci: z.string().nullable(),
  host: z.string(),
  labels: z.record(z.string(), z.string()),
  openedAt: Instant,
  clearedAt: Instant.nullable(),
  endedBy: z.enum(['clear', 'lease', 'quiet', 'person']).nullable(),
  situation: z.string().nullable(),
  incident: z.string().nullable(),
  /** Why it has no incident (`held`, `blip`, `maintenance window m1`, `informs` …). */
  without: z.string().nullable(),
  lastSeenAt: Instant,
  count: count.describe('events folded into this episode'),
  stale: z.boolean(),
  flapping: z.boolean(),
  binding: Binding.nullable(),
  link: z.string().nullable().describe('back into the source, http(s) only'),
});
export type AlertRow = z.infer<typeof AlertRow>;
export const AlertPage = pageOf(AlertRow);
export type AlertPage = z.infer<typeof AlertPage>;

export const DecisionRow = z.object({
  id: z.string(),
  at: Instant,
  subject: z.object({ type: z.enum(subjects), id: z.string() }),
  outcome: z.string(),
  reason: Reason,
  evidence: z.record(z.string(), z.custom<Json>()),
  /** Sentences in the asked language: what was decided, why, and what would have changed it. */
  what: z.string(),
  because: z.string(),
  unless: z.string(),
});
export type DecisionRow = z.infer<typeof DecisionRow>;
export const DecisionPage = pageOf(DecisionRow);
export type DecisionPage = z.infer<typeof DecisionPage>;
