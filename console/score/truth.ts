// The labels of a recording, as people wrote them: which alerts belong together, what caused it, how grave it was.
import { z } from 'zod';

/** `*` stands for any text; an absent member matches anything. */
export const AlertPattern = z.object({
  source: z.string().optional(),
  ci: z.string().optional(),
  name: z.string().optional(),
});
export type AlertPattern = z.infer<typeof AlertPattern>;

export const TrueIncident = z.object({
  id: z.string(),
  title: z.string().default(''),
  /** Any of them is right. */
  rootCis: z.array(z.string()).default([]),
  category: z.string().optional(),
  acceptCategories: z.array(z.string()).default([]),
  /** Accepted values. */
  priority: z.array(z.number().int()).default([]),
  major: z.boolean().optional(),
  /** Milliseconds after `started_at`; both ends count. */
  from_ms: z.number(),
  to_ms: z.number(),
  members: z.array(AlertPattern),
  /** Joining or staying out are both right. */
  optional: z.array(AlertPattern).default([]),
});
export type TrueIncident = z.infer<typeof TrueIncident>;

export const MayOpen = AlertPattern.extend({
  why: z.string().default(''),
  category: z.string().optional(),
  priority: z.array(z.number().int()).optional(),
  major: z.boolean().optional(),
});
export type MayOpen = z.infer<typeof MayOpen>;

export const MustNotOpen = AlertPattern.extend({ why: z.string().default('') });
export type MustNotOpen = z.infer<typeof MustNotOpen>;

export const Truth = z.object({
  version: z.literal(1),
  started_at: z.iso.datetime({ offset: true }),
  incidents: z.array(TrueIncident),
  mayOpen: z.array(MayOpen).default([]),
  mustNotOpen: z.array(MustNotOpen).default([]),
  /** Distinct tickets created, merged ones included. */
  maxTickets: z.number().int().optional(),
});
export type Truth = z.infer<typeof Truth>;
