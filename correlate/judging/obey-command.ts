// What people asked for: acknowledge, resolve. A person's word is kept and outlives merges.
import type { Command } from '../../domain/command.ts';
import { resolveIncident } from './close-situation.ts';
import type { Scene } from './scene.ts';

export function obey(scene: Scene, command: Command): void {
  const row = scene.state.incidents.get(command.incident);
  if (row?.header.state !== 'open') return;
  row.touchedByPerson = true;
  scene.state.incidents.put(row.header.id, row);
  if (command.command === 'acknowledge') {
    row.header = { ...row.header, acknowledgedBy: command.by, acknowledgedAt: scene.now };
    scene.verdicts.incidentChanged(row.header, 'acknowledged', {
      subject: { type: 'incident', id: row.header.id },
      outcome: 'acknowledged',
      reason: 'acknowledged',
      evidence: { by: command.by, why: command.reason },
    });
    return;
  }
  const situation = scene.state.current(row.header.situation);
  if (situation !== undefined)
    resolveIncident(scene, situation, row, { by: 'person', person: { name: command.by, why: command.reason } });
}
