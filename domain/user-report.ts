// A person's own ticket that is about an incident, as judging counts it: which, by whom, and nothing of what it says.
import { z } from 'zod';

/** Body of `user-report` on `alerts`; its time is the record's. Written by planning, once per ticket. */
export const UserReport = z.object({
  incident: z.string().max(64),
  /** Of system and ticket: the same ticket, told twice, counts once. */
  report: z.string().regex(/^[0-9a-f]{1,64}$/u),
  /** Of the person, so that one who writes five tickets counts once; where the system names nobody, of the ticket. */
  reporter: z.string().regex(/^[0-9a-f]{1,64}$/u),
});
export type UserReport = z.infer<typeof UserReport>;
export const userReportKind = 'user-report';
