// What every live CMDB's section may say beside its own.
import { z } from 'zod';

export const liveSettings = {
  /** A CMDB file in our format over what was read: users, hours, groups, and whatever the system does not know. */
  overlay: z.string().min(1).optional(),
  /** Read again this often. Five minutes: a CMDB changes by hand. */
  refreshMs: z.number().int().min(10_000).max(86_400_000).default(300_000),
  /** Each call, answer included. */
  timeoutMs: z.number().int().min(500).max(120_000).default(20_000),
};
