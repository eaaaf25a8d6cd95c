// What a site's own rules may say: when they hold, in CEL, and what follows for the alert and its incident.
import { z } from 'zod';

const cel = z.string().min(1).max(2_000);
const ms = z
  .number()
  .int()
  .min(0)
  .max(7 * 86_400_000);
const priority = z.number().int().min(1).max(5);
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, dots, dashes; at most 100');

/** Stands aside while an alert that `when` holds for is open, with the same values of `equal`. */
export const Inhibition = z.strictObject({
  when: cel,
  /** `ci`, `site`, `host`, or the name of a label. Empty: any such alert of the tenant. */
  equal: z.array(z.string().min(1).max(200)).max(10).default([]),
});
export type Inhibition = z.infer<typeof Inhibition>;

/** Stands aside until the same check of the same CI has opened `count` times within `withinMs`. */
export const Threshold = z.strictObject({ count: z.number().int().min(2).max(100), withinMs: ms.min(1) });
export type Threshold = z.infer<typeof Threshold>;

const effects = {
  /** The alert never counts; the text says why. */
  suppress: z.string().min(1).max(500).optional(),
  inhibitedBy: Inhibition.optional(),
  threshold: Threshold.optional(),
  /** CEL for a key: alerts to which the rule gives the same key, not empty, are one situation while one of them is open. */
  group: cel.optional(),
  /** Instead of the hold of its severity. */
  holdMs: ms.optional(),
  /** Its incident: never better, never worse than this (1 is best known as the most urgent). */
  atBest: priority.optional(),
  atWorst: priority.optional(),
  major: z.enum(['always', 'never']).optional(),
  /** Team of the CMDB that its incident goes to. */
  route: z.string().min(1).max(200).optional(),
};

const effectNames = Object.keys(effects) as (keyof typeof effects)[];

export const Rule = z
  .strictObject({ id, note: z.string().max(1_000).optional(), when: cel, ...effects })
  .refine((rule) => effectNames.some((name) => rule[name] !== undefined), {
    message: `says nothing that follows: one of ${effectNames.join(', ')} is needed`,
  })
  .refine((rule) => rule.atBest === undefined || rule.atWorst === undefined || rule.atBest <= rule.atWorst, {
    message: 'atBest is a higher number than atWorst',
    path: ['atBest'],
  });
export type Rule = z.infer<typeof Rule>;

/** A file `<name>.rules.yaml` of the rules folder. At most 500 rules are read from all of them. */
export const RuleFile = z.strictObject({ rules: z.array(Rule).max(500) });
export type RuleFile = z.infer<typeof RuleFile>;
