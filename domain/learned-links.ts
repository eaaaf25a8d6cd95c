// Which kinds of alert bring about which others, as `vigie learn` wrote it down: shown, versioned, removed by deleting it.
import { z } from 'zod';

export const LearnedLink = z.strictObject({
  /** Names of alerts. */
  cause: z.string().min(1),
  effect: z.string().min(1),
  /** Alerts that the link explains, of so many of the cause and of the effect. */
  explained: z.number().int().min(1),
  causes: z.number().int().min(1),
  effects: z.number().int().min(1),
  /** Times as often within the time as by chance. */
  lift: z.number().min(0),
  /** How much better history is explained with it: log likelihood. */
  gain: z.number(),
  delayMs: z.number().int().min(0),
});
export type LearnedLink = z.infer<typeof LearnedLink>;

/** As many as one control record holds with ease. */
const mostLinks = 2_000;

export const LearnedLinks = z.strictObject({
  version: z.literal(1),
  learnedFrom: z.strictObject({ alerts: z.number().int(), places: z.number().int(), from: z.string(), to: z.string() }),
  /** An effect this long after its cause, on the same CI or one next to it, is taken for one. */
  withinMs: z.number().int().min(1),
  links: z.array(LearnedLink).max(mostLinks),
});
export type LearnedLinks = z.infer<typeof LearnedLinks>;
