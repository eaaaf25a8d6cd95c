// What people asked for, in the console or by their hands on a ticket. A person's word is kept and outlives merges.
import type { Command } from '../../domain/command.ts';
import { resolveIncident } from './close-situation.ts';
import { rememberCause } from './root/cause-history.ts';
import type { Scene } from './scene.ts';
import { splitOut } from './split-situation.ts';
import { releaseAt } from './storm/consider-release.ts';
import type { Evidence } from './verdicts.ts';
import type { IncidentRow } from './working-rows.ts';

type Obeying = (scene: Scene, row: IncidentRow, command: Command) => void;

export function obey(scene: Scene, command: Command): void {
  const row = scene.state.incidents.get(command.incident);
  if (command.command === 'name-cause') learnCause(scene, command);
  if (row?.header.state !== 'open' && !isAfterthought(row, command)) return;
  row.touchedByPerson = true;
  scene.state.incidents.put(row.header.id, row);
  obeying[command.command](scene, row, command);
}

/** Often the cause is found when it is over; what is said once its rows are gone is remembered for the next time. */
function isAfterthought(row: IncidentRow | undefined, { command }: Command): row is IncidentRow {
  return row?.header.state === 'resolved' && command === 'name-cause';
}

function learnCause(scene: Scene, { ci, kinds = [] }: Command): void {
  if (ci !== undefined && scene.graph.ci(ci) !== undefined)
    rememberCause(scene.state.causes, { ci, kinds, at: scene.now });
}

function evidenceOf({ by, reason, via }: Command): Evidence {
  return { by, why: reason, ...(via === undefined ? {} : { sink: via.sink, ticket: via.ticket }) };
}

function subjectOf(row: IncidentRow): { type: 'incident'; id: string } {
  return { type: 'incident', id: row.header.id };
}

const acknowledge: Obeying = (scene, row, command) => {
  const { assignee = null } = command;
  const assigned = assignee === null ? {} : { assignee };
  row.header = { ...row.header, acknowledgedBy: command.by, acknowledgedAt: scene.now, ...assigned };
  scene.verdicts.incidentChanged(row.header, 'acknowledged', {
    subject: subjectOf(row),
    outcome: 'acknowledged',
    reason: 'acknowledged',
    evidence: evidenceOf(command),
  });
};

const assign: Obeying = (scene, row, command) => {
  const { assignee = row.header.assignee ?? null, team = row.header.assignedTeam ?? null } = command;
  row.header = { ...row.header, assignee, assignedTeam: team };
  scene.verdicts.incidentChanged(row.header, 'assigned', {
    subject: subjectOf(row),
    outcome: assignee ?? team ?? 'nobody',
    reason: 'assigned',
    evidence: { ...evidenceOf(command), assignee, team },
  });
};

const setPriority: Obeying = (scene, row, command) => {
  const { priority } = command;
  if (priority === undefined) return;
  const { priority: from } = row.header;
  row.ruledPriority ??= from;
  row.header = { ...row.header, priority, priorityCap: null, priorityBy: { by: command.by, at: scene.now } };
  scene.verdicts.incidentChanged(row.header, 'priority', {
    subject: subjectOf(row),
    outcome: `P${String(priority)}`,
    reason: 'priority-by-person',
    evidence: { ...evidenceOf(command), priority, from },
  });
};

/** They stay apart from then on, whatever path leads between them. */
const split: Obeying = (scene, row, command) => {
  const situation = scene.state.current(row.header.situation);
  const { by: person, reason: why, cis = [] } = command;
  if (situation?.storm !== undefined && releaseAt(scene, situation, cis)) return;
  const into = situation && splitOut(scene, situation, { cis, because: { by: 'person', person, why } });
  if (into !== undefined && into !== null) return;
  scene.verdicts.incidentChanged(row.header, 'members', {
    subject: subjectOf(row),
    outcome: 'not split',
    reason: 'split-refused',
    evidence: { ...evidenceOf(command), cis },
  });
};

const hear: Obeying = (scene, row, command) => {
  scene.verdicts.incidentChanged(row.header, 'commented', {
    subject: subjectOf(row),
    outcome: 'commented',
    reason: 'person-commented',
    evidence: evidenceOf(command),
  });
};

/** It stands first from now on; the rest of the ranking follows at once, by the same look as ever. */
const nameCause: Obeying = (scene, row, command) => {
  const ci = scene.graph.ci(command.ci ?? '');
  if (ci === undefined) return;
  const { rootCandidates: before, rootClear } = row.header;
  const [named, others] = [before.filter((each) => each.ci === ci.id), before.filter((each) => each.ci !== ci.id)];
  row.header = {
    ...row.header,
    causeBy: { ci: ci.id, by: command.by, at: scene.now },
    rootCandidates: [...named, ...others],
    rootClear: rootClear || named.length > 0,
  };
  scene.verdicts.incidentChanged(row.header, 'root', {
    subject: subjectOf(row),
    outcome: ci.id,
    reason: 'cause-by-person',
    evidence: { ...evidenceOf(command), cause: ci.id, ranked: before[0]?.ci ?? null },
  });
  const situation = scene.state.current(row.header.situation);
  if (situation === undefined) return;
  situation.stirred = true;
  scene.state.touch(situation);
  scene.touched.add(situation.id);
};

const resolve: Obeying = (scene, row, { by, reason }) => {
  const situation = scene.state.current(row.header.situation);
  if (situation === undefined) return;
  resolveIncident(scene, situation, row, { by: 'person', person: { name: by, why: reason } });
};

const obeying: Readonly<Record<Command['command'], Obeying>> = {
  acknowledge,
  assign,
  'set-priority': setPriority,
  split,
  comment: hear,
  resolve,
  'name-cause': nameCause,
};
