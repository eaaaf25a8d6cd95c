// Whether a new alert counts, or stands aside: planned work, a silence, or a rule of the site, which is named.
import type { Alert } from '../../../domain/alert.ts';
import { alertLabels } from '../../labels/alert-labels.ts';
import type { CompiledRule } from '../../rules/compile-rules.ts';
import type { RuleFacts } from '../../rules/rule-facts.ts';
import { placeOf } from '../presence.ts';
import type { Scene } from '../scene.ts';
import type { Verdict } from '../verdicts.ts';
import type { AsideBy } from './aside-state.ts';
import { inhibitionKey } from './inhibition.ts';
import { windowOf } from './maintenance-window.ts';
import { silenceOf } from './silences.ts';

export interface Aside {
  readonly by: AsideBy;
  readonly of: string;
  readonly until: number | null;
  readonly waitsFor: string | null;
  readonly reason: Verdict['reason'];
  readonly evidence: Verdict['evidence'];
}

/** The first that applies: window, silence, then the rules in the order in which the site wrote them. */
export function standAside(scene: Scene, alert: Alert, facts: RuleFacts | null): Aside | null {
  return inWindow(scene, alert) ?? inSilence(scene, alert) ?? (facts === null ? null : byRule(scene, alert, facts));
}

function inWindow(scene: Scene, alert: Alert): Aside | null {
  const window = windowOf(scene.graph, alert, scene.now);
  if (window === null) return null;
  const { id, until, why } = window;
  const evidence = { window: id, until, why };
  return { by: 'window', of: id, until, waitsFor: null, reason: 'in-maintenance', evidence };
}

function inSilence(scene: Scene, alert: Alert): Aside | null {
  const silence = silenceOf(scene.state.aside.silences.values(), alertLabels(alert), scene.now);
  if (silence === null) return null;
  const { id, endsAt, createdBy, comment } = silence;
  const evidence = { silence: id, until: endsAt, by: createdBy, why: comment };
  return { by: 'silence', of: id, until: endsAt, waitsFor: `silence/${id}`, reason: 'silenced', evidence };
}

function byRule(scene: Scene, alert: Alert, facts: RuleFacts): Aside | null {
  for (const rule of scene.rules) {
    const aside = rule.holds(facts) ? following(scene, alert, rule) : null;
    if (aside !== null) return aside;
  }
  return null;
}

function following(scene: Scene, alert: Alert, { rule }: CompiledRule): Aside | null {
  if (rule.suppress !== undefined) {
    const evidence = { rule: rule.id, why: rule.suppress };
    return { by: 'suppress', of: rule.id, until: null, waitsFor: null, reason: 'suppressed-by-rule', evidence };
  }
  if (rule.inhibitedBy !== undefined) {
    const key = inhibitionKey(rule, alert, scene.graph);
    if (scene.state.aside.isInhibited(key, alert.id)) {
      const evidence = { rule: rule.id, when: rule.inhibitedBy.when, equal: [...rule.inhibitedBy.equal] };
      return { by: 'inhibit', of: rule.id, until: null, waitsFor: key, reason: 'inhibited-by-rule', evidence };
    }
  }
  return rule.threshold === undefined ? null : below(scene, alert, { rule: rule.id, ...rule.threshold });
}

interface Counting {
  readonly rule: string;
  readonly count: number;
  readonly withinMs: number;
}

function below(scene: Scene, alert: Alert, { rule, count, withinMs }: Counting): Aside | null {
  const key = tallyKey(rule, alert);
  const times = scene.state.aside.tallies.get(key)?.times ?? [];
  const seen = times.filter((at) => at > scene.now - withinMs).length;
  if (seen >= count) return null;
  const evidence = { rule, seen, count, withinMs };
  return { by: 'threshold', of: rule, until: null, waitsFor: key, reason: 'below-threshold', evidence };
}

export function tallyKey(rule: string, alert: Alert): string {
  return `tally/${rule}/${placeOf(alert)}/${alert.name}`;
}
