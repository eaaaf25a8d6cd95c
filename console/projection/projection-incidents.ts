// Incidents and situations as rows: the board's order, who is a member of what, what waits, what was decided.
import {
  incidentChangeKind,
  situationChangeKind,
  type IncidentChange,
  type Situation,
  type SituationChange,
} from '../../domain/incident.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { Board } from './board.ts';
import { projectionStage } from './projection-stage.ts';
import { partByAlert, putDecisions } from './put-decisions.ts';
import type { RowBuffer } from './row-buffer.ts';
import {
  incidentsProjection,
  alertKey,
  incidentTables,
  momentKey,
  type AsideRow,
  type JoinedRow,
  type MembershipRow,
} from './tables.ts';

/** Reads `incidents`. Memory: one key per open incident. */
export function createIncidentsProjection(): Stage {
  const board = new Board();
  return projectionStage(incidentsProjection, (record, rows) => {
    if (record.kind === incidentChangeKind) projectIncident(record, board, rows);
    else if (record.kind === situationChangeKind) projectSituation(record, rows);
  });
}

function projectIncident(record: StoredRecord, board: Board, rows: RowBuffer): void {
  const { incident, changes, absorbed, decisions } = record.body as IncidentChange;
  const isNew = changes.includes('opened');
  rows.put(incidentTables.incident, incident.id, incident);
  board.put(incident, isNew, rows);
  if (isNew) rows.put(incidentTables.number, incident.number, incident.id);
  rows.put(incidentTables.situationOf, `${incident.id}/${incident.situation}`, 1);
  for (const id of absorbed) rows.put(incidentTables.absorbedIncident, `${incident.id}/${id}`, 1);
  if (incident.mergedInto !== null)
    rows.put(incidentTables.absorbedIncident, `${incident.mergedInto}/${incident.id}`, 1);
  putDecisions(decisions, momentKey(record.receivedAt, 'i', record.offset), rows);
}

function projectSituation(record: StoredRecord, rows: RowBuffer): void {
  const { situation, joined, aside, decisions } = record.body as SituationChange;
  const moment = momentKey(record.receivedAt, 'i', record.offset);
  if (situation !== null) putSituation(situation, rows);
  if (joined.length > 0) {
    // A record that only adds members carries no header: its key is the situation.
    for (const alert of joined) putMembership(alert, moment, { situation: record.key, without: null }, rows);
    rows.put(incidentTables.joined, `${record.key}/${moment}`, {
      at: record.receivedAt,
      alerts: joined,
    } satisfies JoinedRow);
  }
  for (const { alert, without } of aside) {
    putMembership(alert, moment, { situation: null, without }, rows);
    rows.put(incidentTables.aside, `${moment}/${alert}`, { alert, without } satisfies AsideRow);
  }
  const { about, others } = partByAlert(decisions, new Set(joined));
  if (about.length > 0) rows.put(incidentTables.joining, `${record.key}/${moment}`, about);
  putDecisions(others, moment, rows);
}

function putSituation(situation: Situation, rows: RowBuffer): void {
  const { id, incident, mergedInto, closedAt, without, leftStorm } = situation;
  rows.put(incidentTables.situation, id, situation);
  if (leftStorm !== undefined) rows.remove(incidentTables.situationOf, `${leftStorm}/${id}`);
  if (incident !== null) rows.put(incidentTables.situationOf, `${incident}/${id}`, 1);
  if (mergedInto !== null) rows.put(incidentTables.absorbedSituation, `${mergedInto}/${id}`, 1);
  if (without === 'held' && closedAt === null && mergedInto === null) rows.put(incidentTables.held, id, 1);
  else rows.remove(incidentTables.held, id);
}

function putMembership(alert: string, moment: string, row: MembershipRow, rows: RowBuffer): void {
  rows.put(incidentTables.membership, `${alertKey(alert)}/${moment}`, row);
}
