// An alert comes to judging: it stands aside, or it is admitted; what stood aside comes back when its reason is over.
import type { Alert } from '../../../domain/alert.ts';
import type { Silence } from '../../../domain/silence.ts';
import { followRules } from '../../rules/follow-rules.ts';
import { factsOf } from '../../rules/rule-facts.ts';
import type { RuleFacts } from '../../rules/rule-facts.ts';
import { admitAlert } from '../admit-alert.ts';
import { memberOf } from '../presence.ts';
import type { Scene } from '../scene.ts';
import type { AsideAlert } from './aside-state.ts';
import { inhibitionsOf } from './inhibition.ts';
import { standAside, tallyKey } from './stand-aside.ts';
import type { Aside } from './stand-aside.ts';

/** Informing alerts and what stands aside join no situation; every other problem joins one at once. */
export function receiveAlert(scene: Scene, alert: Alert): void {
  const facts = ruleFacts(scene, alert);
  if (facts !== null) countOpening(scene, alert, facts);
  judgeStanding(scene, { alert, facts, before: null });
}

/** Joins anew, by the rules that hold for it now. */
export function admitByRules(scene: Scene, alert: Alert): void {
  admitAlert(scene, alert, followRules(scene.rules, ruleFacts(scene, alert)));
}

/** A problem that ended: it inhibits no more, and nothing waits in its name. */
export function dismissAlert(scene: Scene, alert: Alert): void {
  scene.state.aside.drop(alert.id);
  scene.state.timers.set(timerOf(alert.id), null);
  for (const key of scene.state.aside.stopInhibiting(alert.id)) readmit(scene, scene.state.aside.waitingFor(key));
}

/** Its time is over: it counts from now, unless something else holds it. */
export function reconsider(scene: Scene, alertId: string): void {
  readmit(scene, [alertId]);
}

/** It changed while it stood aside: what holds it is asked again of what it is now. */
export function retellAside(scene: Scene, alert: Alert): void {
  const row = scene.state.aside.alerts.get(alert.id);
  if (row === undefined) return;
  scene.state.aside.put({ ...row, json: JSON.stringify(alert) });
  reconsider(scene, alert.id);
}

/** Other windows or other rules: whoever stands aside is judged by them. */
export function reconsiderAll(scene: Scene): void {
  readmit(scene, [...scene.state.aside.alerts.entries()].map(([id]) => id).sort());
}

/** A new silence covers what opens from now on; one that ended lets its alerts go. */
export function takeSilence(scene: Scene, silence: Silence): void {
  scene.state.aside.silences.put(silence.id, silence);
  scene.state.timers.set(`silence/${silence.id}`, Math.max(silence.endsAt, scene.now) + keptMs);
  readmit(scene, scene.state.aside.waitingFor(`silence/${silence.id}`));
}

/** Alertmanager keeps an expired silence for 120 h (`--data.retention`). */
const keptMs = 120 * 3_600_000;

export function forgetSilence(scene: Scene, id: string): void {
  scene.state.aside.silences.delete(id);
}

/** Sets the timers of what stands aside, from the rows. */
export function restoreAside(scene: Scene): void {
  const { aside, timers } = scene.state;
  for (const { alert, until } of aside.alerts.values()) timers.set(timerOf(alert), until);
  for (const { id, endsAt } of aside.silences.values()) timers.set(`silence/${id}`, endsAt + keptMs);
  for (const [key, { times, withinMs }] of aside.tallies.entries()) timers.set(key, (times.at(-1) ?? 0) + withinMs);
}

function ruleFacts(scene: Scene, alert: Alert): RuleFacts | null {
  if (scene.rules.length === 0) return null;
  const { graph, tenant, now: at, policy } = scene;
  return factsOf({ alert, graph, tenant, at, timezone: policy.timezone });
}

/** Once an episode, when it opens: what it inhibits, and which thresholds it counts towards. */
function countOpening(scene: Scene, alert: Alert, facts: RuleFacts): void {
  const { graph, rules, state } = scene;
  state.aside.startInhibiting(alert.id, inhibitionsOf(rules, { alert, facts, graph }));
  for (const { rule, holds } of rules) {
    if (rule.threshold === undefined || !holds(facts)) continue;
    const { count, withinMs } = rule.threshold;
    const key = tallyKey(rule.id, alert);
    const before = state.aside.tallies.get(key)?.times ?? [];
    const times = [...before.filter((at) => at > scene.now - withinMs), scene.now].slice(-count);
    state.aside.tallies.put(key, { times, withinMs });
    state.timers.set(key, scene.now + withinMs);
    if (times.length >= count) readmit(scene, state.aside.waitingFor(key));
  }
}

export function forgetTally(scene: Scene, key: string): void {
  scene.state.aside.tallies.delete(key);
}

interface Standing {
  readonly alert: Alert;
  readonly facts: RuleFacts | null;
  /** How it stood aside until now. */
  readonly before: AsideAlert | null;
}

function judgeStanding(scene: Scene, { alert, facts, before }: Standing): void {
  if (alert.effect === 'informs') {
    scene.verdicts.aside(alert.id, 'informs');
    return;
  }
  const aside = standAside(scene, alert, facts);
  if (aside === null) admitAlert(scene, alert, followRules(scene.rules, facts));
  else keepAside(scene, alert, aside);
  if (aside !== null && !isSame(aside, before)) sayAside(scene, alert, aside);
}

function isSame(aside: Aside, before: AsideAlert | null): boolean {
  return before !== null && before.by === aside.by && before.of === aside.of && before.until === aside.until;
}

function keepAside(scene: Scene, alert: Alert, { by, of, until, waitsFor }: Aside): void {
  scene.state.members.put(alert.id, memberOf(alert, null));
  scene.state.aside.put({ alert: alert.id, by, of, until, waitsFor, json: JSON.stringify(alert) });
  scene.state.timers.set(timerOf(alert.id), until);
}

function sayAside(scene: Scene, alert: Alert, { by, of, reason, evidence }: Aside): void {
  scene.verdicts.aside(alert.id, without[by](of));
  const subject = { type: 'alert' as const, id: alert.id };
  scene.verdicts.onSituation(`aside/${alert.id}`, { subject, outcome: 'suppressed', reason, evidence });
}

const without: Readonly<Record<Aside['by'], (of: string) => string>> = {
  window: (of) => `maintenance window ${of}`,
  silence: (of) => `silence ${of}`,
  suppress: (of) => `suppressed by rule ${of}`,
  inhibit: (of) => `suppressed by rule ${of}`,
  threshold: (of) => `suppressed by rule ${of}`,
};

function readmit(scene: Scene, ids: readonly string[]): void {
  for (const id of ids) {
    const row = scene.state.aside.drop(id);
    if (row === undefined) continue;
    scene.state.members.delete(id);
    const alert = JSON.parse(row.json) as Alert;
    judgeStanding(scene, { alert, facts: ruleFacts(scene, alert), before: row });
  }
}

function timerOf(alert: string): string {
  return `suppressed/${alert}`;
}
