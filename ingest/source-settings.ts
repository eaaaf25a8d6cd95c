// What the configuration may say of one source. Its token is a secret, which the configuration adds and keeps.
import { RE2JS } from 're2js';
import { z } from 'zod';
import { Effect } from '../domain/effect.ts';
import type { SourceType } from '../domain/event.ts';
import { Severity } from '../domain/severity.ts';
import { isZone } from '../domain/zoned-time.ts';

const name = z.string().min(1).max(200);
const names = z.array(name).max(100);

/** Users' patterns are RE2: none can make a name cost more than its length. */
const pattern = z
  .string()
  .max(1000)
  .transform((text, context) => {
    try {
      return RE2JS.compile(text, RE2JS.CASE_INSENSITIVE);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `not an RE2 pattern: ${String(error)}` });
      return z.NEVER;
    }
  });

const effectOverride = z.strictObject({ name: pattern, effect: Effect });

export const Heartbeat = z.strictObject({ name, everyMs: z.number().int().min(5_000).max(86_400_000) });
export type Heartbeat = z.infer<typeof Heartbeat>;

const members = {
  /** Absent: the site's. */
  tenant: name.optional(),
  /** For times that carry no zone; absent: the site's. */
  timezone: z.string().refine(isZone, 'not an IANA time zone').optional(),
  clock: z.enum(['source', 'received']).default('source'),
  /** The source's word (any case) → ours. */
  severities: z.record(z.string(), Severity).default({}),
  ignoreLabels: names.default([]),
  identity: names.default([]),
  effects: z.array(effectOverride).max(500).default([]),
  /**
   * What the source says again and again as long as it is well: the name of an alert, trigger or check, and its rhythm.
   * Absent: its silence means nothing (policy-defaults "source silent").
   */
  heartbeat: Heartbeat.optional(),
};

/** Strict: `settings.extend({ token: … })` adds what only the configuration knows. */
export function settingsOf<T extends SourceType>(type: T, ignoreLabels: string[] = []) {
  return z.strictObject({ ...members, type: z.literal(type), ignoreLabels: names.default(ignoreLabels) });
}

export type SettingsSchema = ReturnType<typeof settingsOf>;
export type SourceSettings = z.infer<SettingsSchema>;
