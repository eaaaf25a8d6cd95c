// Which alerts inhibit which: a key per rule and equal values, the same for the one that inhibits and its targets.
import type { Alert } from '../../../domain/alert.ts';
import type { Rule } from '../../../domain/rule.ts';
import { alertLabels } from '../../labels/alert-labels.ts';
import type { CompiledRule } from '../../rules/compile-rules.ts';
import type { RuleFacts } from '../../rules/rule-facts.ts';
import type { CmdbGraph } from '../../cmdb/graph.ts';

/** As Alertmanager: a value that is missing on both sides is equal. */
export function inhibitionKey({ id, inhibitedBy }: Rule, alert: Alert, graph: CmdbGraph): string {
  const values = (inhibitedBy?.equal ?? []).map((name) => valueOf(name, alert, graph));
  return `inhibited/${id}/${JSON.stringify(values)}`;
}

function valueOf(name: string, alert: Alert, graph: CmdbGraph): string {
  const ci = alert.binding?.ci;
  if (name === 'ci') return ci ?? '';
  if (name === 'site') return ci === undefined ? '' : (graph.site(ci) ?? '');
  if (name === 'host') return alert.host.toLowerCase();
  const labels = alertLabels(alert);
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

/** The keys of all inhibitions that this alert brings while it is open. */
export function inhibitionsOf(
  rules: readonly CompiledRule[],
  { alert, facts, graph }: { readonly alert: Alert; readonly facts: RuleFacts; readonly graph: CmdbGraph },
): string[] {
  return rules
    .filter(({ inhibits }) => inhibits?.(facts) === true)
    .map(({ rule }) => inhibitionKey(rule, alert, graph));
}
