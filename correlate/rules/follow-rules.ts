// What the rules that hold for an admitted alert make of it and of its incident.
import type { CompiledRule } from './compile-rules.ts';
import type { RuleFacts } from './rule-facts.ts';

export interface Ruled {
  /** The hold that the first rule with one gives; null: that of its severity. */
  readonly holdMs: number | null;
  /** Rules that say something of its incident, in the order of the site. */
  readonly incidentRules: readonly string[];
  /** `<rule>/<key>` of each rule that groups. */
  readonly groups: readonly string[];
}

export const unruled: Ruled = { holdMs: null, incidentRules: [], groups: [] };

/** `facts` null: there are no rules. */
export function followRules(rules: readonly CompiledRule[], facts: RuleFacts | null): Ruled {
  if (facts === null) return unruled;
  const holding = rules.filter(({ holds }) => holds(facts));
  const held = holding.map(({ rule }) => rule);
  return {
    groups: holding.flatMap(({ rule, groupKey }) => {
      const key = groupKey?.(facts) ?? null;
      return key === null ? [] : [`${rule.id}/${key}`];
    }),
    holdMs: held.find(({ holdMs }) => holdMs !== undefined)?.holdMs ?? null,
    incidentRules: held
      .filter((rule) => [rule.atBest, rule.atWorst, rule.major, rule.route].some((said) => said !== undefined))
      .map(({ id }) => id),
  };
}
