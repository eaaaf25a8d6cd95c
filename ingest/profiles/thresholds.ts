// The thresholds of counting rules as a site sets them: other numbers for rules of packs that stay as they are.
import { z } from 'zod';
import { ConfigError } from '../../domain/errors.ts';
import type { Pack } from './pack-schema.ts';

const Threshold = z.strictObject({
  atLeast: z.number().int().min(1).max(1000).optional(),
  withinMs: z.number().int().min(1000).max(86_400_000).optional(),
});

/** `windows/password-spray` → how many, within how long; what is not set stays as the pack has it. */
export const Thresholds = z.record(z.string().max(120), Threshold).default({});
export type Thresholds = z.infer<typeof Thresholds>;

/** @throws ConfigError `threshold-unknown` for a rule that is not there or counts nothing. */
export function withThresholds(packs: readonly Pack[], thresholds: Thresholds): Pack[] {
  const counting = packs.flatMap(({ pack, rules }) =>
    rules.filter(({ needs }) => needs !== undefined).map(({ id }) => `${pack}/${id}`),
  );
  const unknown = Object.keys(thresholds).find((name) => !counting.includes(name));
  if (unknown !== undefined) {
    const message = `thresholds.${unknown}: no rule of that name counts; those that do: ${counting.join(', ')}`;
    throw new ConfigError('threshold-unknown', message, { at: `thresholds.${unknown}` });
  }
  return packs.map((pack) => ({ ...pack, rules: pack.rules.map((rule) => setRule(pack.pack, rule, thresholds)) }));
}

function setRule(pack: string, rule: Pack['rules'][number], thresholds: Thresholds): Pack['rules'][number] {
  const set = thresholds[`${pack}/${rule.id}`];
  if (set === undefined || rule.needs === undefined) return rule;
  const { atLeast = rule.needs.atLeast, withinMs = rule.needs.withinMs } = set;
  return { ...rule, needs: { ...rule.needs, atLeast, withinMs } };
}
