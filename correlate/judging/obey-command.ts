// What people asked for, in the console or by their hands on a ticket. A person's word is kept and outlives merges.
import type { Command } from '../../domain/command.ts';
import { resolveIncident } from './close-situation.ts';
import type { Scene } from './scene.ts';
import type { Evidence } from './verdicts.ts';
import type { IncidentRow } from './working-rows.ts';

type Obeying = (scene: Scene, row: IncidentRow, command: Command) => void;

export function obey(scene: Scene, command: Command): void {
  const row = scene.state.incidents.get(command.incident);
  if (row?.header.state !== 'open') return;
  row.touchedByPerson = true;
  scene.state.incidents.put(row.header.id, row);
  obeying[command.command](scene, row, command);
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

const hear: Obeying = (scene, row, command) => {
  scene.verdicts.incidentChanged(row.header, 'commented', {
    subject: subjectOf(row),
    outcome: 'commented',
    reason: 'person-commented',
    evidence: evidenceOf(command),
  });
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
  comment: hear,
  resolve,
};
