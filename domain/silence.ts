// A silence as Alertmanager's clients make it: a maintenance window on labels. Enters as a record on `alerts`.
import { z } from 'zod';

export const SilenceMatcher = z.strictObject({
  name: z.string().min(1).max(200),
  value: z.string().max(1_000),
  isRegex: z.boolean(),
  isEqual: z.boolean(),
});
export type SilenceMatcher = z.infer<typeof SilenceMatcher>;

export const Silence = z.strictObject({
  id: z.string().min(1).max(100),
  /** All must hold; a label that is not there is the empty text. */
  matchers: z.array(SilenceMatcher).min(1).max(50),
  /** Epoch ms. An end in the past: expired. */
  startsAt: z.number().int(),
  endsAt: z.number().int(),
  createdBy: z.string().max(200),
  comment: z.string().max(2_000),
  updatedAt: z.number().int(),
});
export type Silence = z.infer<typeof Silence>;

/** Body: Silence. The newest of an id counts. */
export const silenceKind = 'silence';
