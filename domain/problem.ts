// The cause behind incidents that come back (ITIL): one record per root CI and kind of failure, and what people wish of it.
import { z } from 'zod';
import { Decision } from './decision.ts';
import { symptomKinds } from './symptom-kind.ts';

/** What failed, and how: incidents with the same failure have a problem in common. */
export const Failure = z.object({
  ci: z.string(),
  ciName: z.string(),
  ciClass: z.string(),
  kind: z.enum(symptomKinds),
});
export type Failure = z.infer<typeof Failure>;

/** `declined`: a person said that it is none. */
export const problemStates = ['proposed', 'open', 'closed', 'declined'] as const;
export const ProblemState = z.enum(problemStates);
export type ProblemState = z.infer<typeof ProblemState>;

export const Problem = z.object({
  /** Hash of tenant, failure and generation. */
  id: z.string(),
  /** Counter of the planning stage: `PRB-1`. */
  number: z.string(),
  tenant: z.string(),
  failure: Failure,
  /** Counts up where a later problem has the same failure. */
  generation: z.number().int(),
  state: ProblemState,
  proposedAt: z.number().int(),
  openedAt: z.number().int().nullable(),
  /** When it was closed or declined. */
  closedAt: z.number().int().nullable(),
  /** Who opened, closed or declined it last: a person, `vigie`, or the ticketing system that showed it. */
  by: z.string().nullable(),
  /** Its incidents, oldest first, at most 50, and their full number. */
  incidents: z.array(z.object({ incident: z.string(), number: z.string(), at: z.number().int() })),
  count: z.number().int(),
  /** Id of the earlier problem with the same failure. */
  continues: z.string().nullable(),
});
export type Problem = z.infer<typeof Problem>;

/** Body of `problem-change` on `tickets`, keyed by problem: the whole of it, whenever it changes. */
export const ProblemChange = z.object({ problem: Problem, decisions: z.array(Decision) });
export type ProblemChange = z.infer<typeof ProblemChange>;
export const problemChangeKind = 'problem-change';

export const problemWishes = ['open', 'decline', 'close'] as const;

/** Body of `problem-wish` on `incidents`: what a person wishes of a problem. */
export const ProblemWish = z.object({
  problem: z.string().max(64),
  wish: z.enum(problemWishes),
  by: z.string().max(200),
  reason: z.string().max(2_000),
});
export type ProblemWish = z.infer<typeof ProblemWish>;
export const problemWishKind = 'problem-wish';

const problemsOf = '.problems';

/** Where a ticketing system keeps its problem records: among the sinks a name of its own. */
export function problemSink(sink: string): string {
  return `${sink}${problemsOf}`;
}

/** The system that a sink belongs to. */
export function systemOfSink(sink: string): string {
  return sink.endsWith(problemsOf) ? sink.slice(0, -problemsOf.length) : sink;
}
