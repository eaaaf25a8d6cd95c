// The judging stage: alert changes, people's commands and ticks in; situations, incidents and their why out.
import { alertChangesKind, type AlertChange, type AlertChanges } from '../../domain/alert.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { commandKind, type Command } from '../../domain/command.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import { admitAlert } from './admit-alert.ts';
import { amendAlert, endAlert, rebindAlert } from './follow-alert.ts';
import { attend, nextLookAt } from './judge-situation.ts';
import { windowOf } from './maintenance.ts';
import { memberOf } from './presence.ts';
import { obey } from './obey-command.ts';
import { adopt, createScene, renewHubs, type Scene } from './scene.ts';
import type { Alert } from '../../domain/alert.ts';

export interface JudgingOptions {
  readonly tenant: string;
  readonly policy: Policy;
  readonly cmdb: Cmdb;
}

export function createJudgingStage({ tenant, policy, cmdb }: JudgingOptions): Stage {
  const scene = createScene(tenant, policy, cmdb);
  const clock = { table: 'clock', key: 'now' };
  let out: Outgoing[] = [];
  return {
    name: 'judging',
    writeOnly: false,
    restore: (rows) => {
      restore(scene, rows);
    },
    apply: (input) => {
      scene.now = Math.max(scene.now, input.record.receivedAt);
      scene.verdicts.begin(input.record, scene.now);
      judge(scene, input);
      takeDue(scene);
      for (const id of [...scene.touched].sort()) attend(scene, id);
      scene.touched.clear();
      out.push(...scene.verdicts.drain());
    },
    take: (): StageChanges => {
      const taken = out;
      out = [];
      return { rows: [...scene.state.take(), { ...clock, json: JSON.stringify({ now: scene.now }) }], out: taken };
    },
    nextDueAt: () => scene.state.timers.next(),
  };
}

function restore(scene: Scene, rows: Iterable<Row>): void {
  const kept: Row[] = [];
  for (const row of rows) {
    if (row.table === 'clock') scene.now = (JSON.parse(row.json) as { now: number }).now;
    else kept.push(row);
  }
  scene.state.restore(kept);
  renewHubs(scene);
  for (const situation of scene.state.situations.values())
    scene.state.timers.set(situation.id, nextLookAt(scene, situation));
  for (const row of scene.state.resolved.values())
    scene.state.timers.set(`resolved/${row.incident}`, forgetAt(scene, row.incident, row.resolvedAt));
  for (const row of scene.state.suppressed.values()) scene.state.timers.set(`suppressed/${row.alert}`, row.until);
}

function judge(scene: Scene, { record, control }: StageInput): void {
  if (control !== undefined) {
    if (control.kind === 'cmdb') adopt(scene, scene.policy, control.body);
    else adopt(scene, control.body, scene.graph.cmdb);
    for (const situation of scene.state.situations.values()) stir(scene, situation.id);
  } else if (record.kind === alertChangesKind) {
    for (const change of (record.body as AlertChanges).changes) follow(scene, change);
  } else if (record.kind === commandKind) {
    obey(scene, record.body as Command);
  }
}

function stir(scene: Scene, id: string): void {
  const situation = scene.state.situations.get(id);
  if (situation === undefined) return;
  situation.stirred = true;
  scene.state.touch(situation);
  scene.touched.add(id);
}

function follow(scene: Scene, { change, alert }: AlertChange): void {
  if (change === 'opened') open(scene, alert);
  else if (change === 'cleared') endAlert(scene, alert);
  else if (change === 'updated') amendAlert(scene, alert);
  else if (change === 'rebound') rebindAlert(scene, alert);
}

/** Informing alerts and planned work stand aside; every other problem joins a situation at once. */
function open(scene: Scene, alert: Alert): void {
  if (alert.effect === 'informs') {
    scene.verdicts.aside(alert.id, 'informs');
    return;
  }
  const window = windowOf(scene.graph, alert, scene.now);
  if (window === null) {
    admitAlert(scene, alert);
    return;
  }
  scene.state.members.put(alert.id, memberOf(alert, null));
  scene.state.suppressed.put(alert.id, {
    alert: alert.id,
    window: window.id,
    until: window.until,
    json: JSON.stringify(alert),
  });
  scene.state.timers.set(`suppressed/${alert.id}`, window.until);
  scene.verdicts.aside(alert.id, `maintenance window ${window.id}`);
  scene.verdicts.onSituation(`aside/${alert.id}`, {
    subject: { type: 'alert', id: alert.id },
    outcome: 'suppressed',
    reason: 'in-maintenance',
    evidence: { window: window.id, until: window.until, why: window.why },
  });
}

function takeDue(scene: Scene): void {
  for (const id of scene.state.timers.takeDue(scene.now)) {
    if (id.startsWith('resolved/')) forgetResolved(scene, id.slice('resolved/'.length));
    else if (id.startsWith('suppressed/')) outlive(scene, id.slice('suppressed/'.length));
    else scene.touched.add(id);
  }
}

/** The window is over and the alert still stands: it counts from now. */
function outlive(scene: Scene, alertId: string): void {
  const row = scene.state.suppressed.get(alertId);
  if (row === undefined) return;
  scene.state.suppressed.delete(alertId);
  scene.state.members.delete(alertId);
  open(scene, JSON.parse(row.json) as Alert);
}

/** How long an incident that returned too late to be reopened is still linked to the old one. */
const linkMs = 24 * 60 * 60_000;

/** First the header goes (no reopening any more), a day later the memory that links a return to it. */
function forgetResolved(scene: Scene, incident: string): void {
  const row = scene.state.resolved.get(incident);
  if (row === undefined) return;
  if (scene.state.incidents.has(incident)) {
    scene.state.incidents.delete(incident);
    scene.state.timers.set(`resolved/${incident}`, row.resolvedAt + linkMs);
  } else {
    scene.state.dropResolved(row);
  }
}

function forgetAt(scene: Scene, incident: string, resolvedAt: number): number {
  return resolvedAt + (scene.state.incidents.has(incident) ? scene.policy.resolve.reopenMs : linkMs);
}
