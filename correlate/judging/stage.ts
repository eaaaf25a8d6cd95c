// The judging stage: alert changes, people's commands and ticks in; situations, incidents and their why out.
import { alertChangesKind, changeName, type Alert, type AlertChange, type AlertChanges } from '../../domain/alert.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { commandKind, type Command } from '../../domain/command.ts';
import { isFlagged } from '../../domain/flags.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { silenceKind, type Silence } from '../../domain/silence.ts';
import { UserReport, userReportKind } from '../../domain/user-report.ts';
import {
  forgetSilence,
  forgetTally,
  receiveAlert,
  reconsider,
  reconsiderAll,
  restoreAside,
  takeSilence,
} from './aside/receive-alert.ts';
import { hearReport } from './crowd.ts';
import { amendAlert, endAlert, rebindAlert } from './follow-alert.ts';
import { attendAll, nextLookAt } from './judge-situation.ts';
import { forgetChangesAt, noteChange } from './root/recent-changes.ts';
import { obey } from './obey-command.ts';
import { considerSplit, doubtUnity } from './split-situation.ts';
import { considerRelease } from './storm/consider-release.ts';
import { adopt, createScene, renewHubs, type Scene } from './scene.ts';

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
      scene.verdicts.begin(ofTenant(scene, input.record), scene.now);
      judge(scene, input);
      takeDue(scene);
      for (const id of [...scene.touched].sort()) considerSplit(scene, id);
      for (const id of [...scene.touched].sort()) considerRelease(scene, id);
      attendAll(scene);
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

/** A tick belongs to nobody; what it leads to belongs to the tenant that is judged here. */
function ofTenant({ tenant, policy }: Scene, record: StoredRecord): StoredRecord {
  return record.tenant === '' && isFlagged(policy, 'tenant-at-ticks') ? { ...record, tenant } : record;
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
  restoreAside(scene);
  for (const { ci } of scene.state.changes.values())
    scene.state.timers.set(`change/${ci}`, forgetChangesAt(scene.changeBook, ci));
}

function judge(scene: Scene, { record, control }: StageInput): void {
  if (control !== undefined) {
    if (control.kind === 'cmdb') adopt(scene, scene.policy, control.body);
    else adopt(scene, control.body, scene.graph.cmdb);
    for (const situation of scene.state.situations.values()) stir(scene, situation.id);
    reconsiderAll(scene);
  } else if (record.kind === alertChangesKind) {
    for (const change of (record.body as AlertChanges).changes) follow(scene, change);
  } else if (record.kind === commandKind) {
    obey(scene, record.body as Command);
  } else if (record.kind === userReportKind) {
    const report = UserReport.safeParse(record.body).data;
    if (report !== undefined) hearReport(scene, report);
  } else if (record.kind === silenceKind) {
    takeSilence(scene, record.body as Silence);
  }
}

function stir(scene: Scene, id: string): void {
  const situation = scene.state.situations.get(id);
  if (situation === undefined) return;
  situation.stirred = true;
  situation.hasNews = true;
  doubtUnity(scene, situation);
  scene.state.touch(situation);
  scene.touched.add(id);
}

function follow(scene: Scene, { change, alert }: AlertChange): void {
  if (change === 'opened') receiveAlert(scene, alert);
  else if (change === 'cleared') endAlert(scene, alert);
  else if (change === 'updated') amendAlert(scene, alert);
  else if (change === 'rebound') rebindAlert(scene, alert);
  else if (change === 'informed' && alert.name === changeName) learnChange(scene, alert);
}

/** Something was done to a CI; situations that run near it are ranked anew when they next change. */
function learnChange(scene: Scene, { binding, openedAt, message }: Alert): void {
  if (binding === null) return;
  noteChange(scene.changeBook, binding.ci, { at: openedAt, what: message });
  scene.state.timers.set(`change/${binding.ci}`, forgetChangesAt(scene.changeBook, binding.ci));
}

function takeDue(scene: Scene): void {
  for (const id of scene.state.timers.takeDue(scene.now)) {
    if (id.startsWith('resolved/')) forgetResolved(scene, id.slice('resolved/'.length));
    else if (id.startsWith('suppressed/')) reconsider(scene, id.slice('suppressed/'.length));
    else if (id.startsWith('silence/')) forgetSilence(scene, id.slice('silence/'.length));
    else if (id.startsWith('tally/')) forgetTally(scene, id);
    else if (id.startsWith('change/')) scene.state.changes.delete(id.slice('change/'.length));
    else scene.touched.add(id);
  }
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
