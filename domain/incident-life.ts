// How far an incident has come in its life, and how its service-level clocks stand: what people are measured by.
import { z } from 'zod';
import { Decision } from './decision.ts';
import { Priority } from './incident.ts';

/** In order: ITIL's incident life, with the review that a major asks for. */
export const lifeStepNames = [
  'registered',
  'qualified',
  'prioritised',
  'assigned',
  'diagnosed',
  'resolved',
  'closed',
  'post-mortem',
] as const;
export const LifeStepName = z.enum(lifeStepNames);
export type LifeStepName = z.infer<typeof LifeStepName>;

export const LifeStep = z.object({
  step: LifeStepName,
  /** When it was reached, epoch ms; null: not yet. */
  at: z.number().int().nullable(),
  /** `vigie`, a person, or the ticketing system that told; null: not reached. */
  by: z.string().nullable(),
  /** Until when it is due; null: nothing is promised. */
  dueAt: z.number().int().nullable(),
});
export type LifeStep = z.infer<typeof LifeStep>;

/** `respond`: until a person has it in charge; `resolve`: until it is over. */
export const slaClockNames = ['respond', 'resolve'] as const;
export const SlaClockName = z.enum(slaClockNames);
export type SlaClockName = z.infer<typeof SlaClockName>;

/** Percent of the target at which something is said; ServiceNow's default warns at 50 %, the rest is common practice. */
export const slaShares = [50, 75, 100] as const;
export const SlaShare = z.literal(slaShares);
export type SlaShare = z.infer<typeof SlaShare>;

/** `waiting`: a ticket waits for its user or a supplier. */
export const SlaState = z.enum(['running', 'waiting', 'met', 'missed']);
export type SlaState = z.infer<typeof SlaState>;

export const SlaStanding = z.object({
  clock: SlaClockName,
  state: SlaState,
  targetMs: z.number().int(),
  /** When all of the target will be used up, as far as is known; null: ended, or it waits. */
  dueAt: z.number().int().nullable(),
  /** Highest share of the target that was used up and told. */
  warned: z.union([z.literal(0), SlaShare]),
});
export type SlaStanding = z.infer<typeof SlaStanding>;

/** Body of `incident-life` on `tickets`, keyed by incident: the whole of it, whenever it changes. */
export const IncidentLife = z.object({
  incident: z.string(),
  priority: Priority,
  steps: z.array(LifeStep),
  clocks: z.array(SlaStanding),
  decisions: z.array(Decision),
});
export type IncidentLife = z.infer<typeof IncidentLife>;
export const incidentLifeKind = 'incident-life';

/** Body of `post-mortem-written` on `incidents`, keyed by incident: what a person said, by the front door. */
export const PostMortemWritten = z.object({
  incident: z.string(),
  by: z.string().max(200),
  /** Where it is, or what it comes to. */
  where: z.string().max(2000),
});
export type PostMortemWritten = z.infer<typeof PostMortemWritten>;
export const postMortemWrittenKind = 'post-mortem-written';
