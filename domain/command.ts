// What people ask for: enters by the front door as a record on `alerts`, never as a call backwards.
import { z } from 'zod';
import { Priority } from './incident.ts';

/**
 * `split`: the alerts of these CIs do not belong to the rest. `comment`: what a person wrote in a ticketing system; it
 * changes nothing but is kept.
 */
const commands = ['acknowledge', 'assign', 'resolve', 'set-priority', 'split', 'comment', 'name-cause'] as const;

export const Command = z.object({
  command: z.enum(commands),
  incident: z.string(),
  by: z.string().max(200),
  reason: z.string().max(2000),
  /** For `assign`, and `acknowledge` where it is known: who has it now; null: nobody. */
  assignee: z.string().max(200).nullable().optional(),
  /** For `assign`: the team, as the ticketing system names it. */
  team: z.string().max(200).nullable().optional(),
  /** For `set-priority`. */
  priority: Priority.optional(),
  /** For `name-cause`: the CI, and the kinds of symptoms that the incident showed (symptom-kind.ts). */
  ci: z.string().max(500).optional(),
  kinds: z.array(z.string().max(40)).max(20).optional(),
  /** For `split`. */
  cis: z.array(z.string().max(200)).min(1).max(200).optional(),
  /** The ticket where it was done; absent: in the console. */
  via: z.object({ sink: z.string(), ticket: z.string() }).optional(),
});
export type Command = z.infer<typeof Command>;
export const commandKind = 'command';
