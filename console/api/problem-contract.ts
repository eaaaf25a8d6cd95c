// What the console's API answers of problems.
import { z } from 'zod';
import { ProblemState } from '../../domain/problem.ts';
import { symptomKinds } from '../../domain/symptom-kind.ts';
import { count, Instant, pageOf } from './contract-parts.ts';
import { TicketLink } from './ticket-contract.ts';

/** A cause behind incidents that come back. */
export const ProblemRow = z.object({
  id: z.string(),
  number: z.string(),
  state: ProblemState,
  name: z.string().describe('what fails and how, in the asked language'),
  ci: z.string(),
  kind: z.enum(symptomKinds),
  proposedAt: Instant,
  openedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  by: z.string().nullable(),
  count: count.describe('incidents so far'),
  incidents: z.array(z.object({ incident: z.string(), number: z.string(), at: Instant })).describe('oldest first, 50'),
  tickets: z.array(TicketLink).describe('its records in the ticketing systems'),
});
export type ProblemRow = z.infer<typeof ProblemRow>;
export const ProblemPage = pageOf(ProblemRow);
export type ProblemPage = z.infer<typeof ProblemPage>;
