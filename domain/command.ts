// What people ask for: enters by the front door as a record on `alerts`, never as a call backwards.
import { z } from 'zod';

export const Command = z.object({
  command: z.enum(['acknowledge', 'resolve']),
  incident: z.string(),
  by: z.string().max(200),
  reason: z.string().max(2000),
});
export type Command = z.infer<typeof Command>;
export const commandKind = 'command';
