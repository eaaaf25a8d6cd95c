// What the rules say of an incident, by the ids that its alerts brought: limits of its priority, major, team.
import type { Rule } from '../../domain/rule.ts';
import type { CompiledRule } from './compile-rules.ts';

/** Each with the rule that says so: of several, the first in the site's order. */
export interface IncidentRules {
  readonly atBest: Said<number> | null;
  readonly atWorst: Said<number> | null;
  readonly major: Said<'always' | 'never'> | null;
  readonly route: Said<string> | null;
}

export interface Said<T> {
  readonly rule: string;
  readonly value: T;
}

const nothing: IncidentRules = { atBest: null, atWorst: null, major: null, route: null };

/** A rule that is no longer in force says nothing. */
export function incidentRules(rules: readonly CompiledRule[], ids: readonly string[]): IncidentRules {
  if (ids.length === 0) return nothing;
  const held = rules.map(({ rule }) => rule).filter(({ id }) => ids.includes(id));
  return {
    atBest: first(held, ({ atBest }) => atBest),
    atWorst: first(held, ({ atWorst }) => atWorst),
    major: first(held, ({ major }) => major),
    route: first(held, ({ route }) => route),
  };
}

function first<T>(rules: readonly Rule[], said: (rule: Rule) => T | undefined): Said<T> | null {
  for (const rule of rules) {
    const value = said(rule);
    if (value !== undefined) return { rule: rule.id, value };
  }
  return null;
}
