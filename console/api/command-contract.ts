// What people ask of an incident through the API, and how it answers.
import { z } from 'zod';

/** As long as a signature may be. */
export const longestName = 200;

export const CommandRequest = z.strictObject({
  by: z.string().min(1).max(longestName),
  reason: z.string().min(1).max(2000),
});
export type CommandRequest = z.infer<typeof CommandRequest>;
/** "This was the cause": the id of a CI in the CMDB. */
export const CauseRequest = CommandRequest.extend({ ci: z.string().min(1).max(500) });
export type CauseRequest = z.infer<typeof CauseRequest>;
/** The open alerts of these CIs do not belong to the rest of the incident. */
export const SplitRequest = CommandRequest.extend({ cis: z.array(z.string().min(1).max(200)).min(1).max(200) });
export type SplitRequest = z.infer<typeof SplitRequest>;
/** The record's id; the outcome follows on the stream. */
export const CommandAccepted = z.object({ record: z.string() });
export type CommandAccepted = z.infer<typeof CommandAccepted>;
