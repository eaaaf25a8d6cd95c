// What the console's API answers of past incidents that are like one.
import { z } from 'zod';
import { ProblemState } from '../../domain/problem.ts';
import { count, Instant } from './contract-parts.ts';

const PastIncident = z.object({
  incident: z.string(),
  number: z.string(),
  like: z.enum(['failure', 'services']).describe('same cause and kind, or the same services'),
  at: Instant,
  tookMs: count.nullable(),
  by: z.string().nullable().describe('who had it in charge'),
  solution: z.string().nullable().describe('what its ticket said last'),
});

/** What experience has to say of an incident. */
export const BackgroundView = z.object({
  recurred: z
    .object({
      nth: count,
      withinMs: count,
      name: z.string().describe('what fails and how, in the asked language'),
      problem: z.object({ id: z.string(), number: z.string(), state: ProblemState }).nullable(),
    })
    .nullable()
    .describe('null: the first time, or the cause is not clear'),
  seen: z.array(PastIncident).describe('at most three, the most helpful first'),
});
export type BackgroundView = z.infer<typeof BackgroundView>;
