// Alerts as rows: open ones apart from ended ones, marks for what the board counts, decisions by subject.
import { alertChangesKind, type Alert, type AlertChange, type AlertChanges } from '../../domain/alert.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { projectionStage } from './projection-stage.ts';
import { putDecisions } from './put-decisions.ts';
import type { RowBuffer } from './row-buffer.ts';
import { alertsProjection, alertMarks, alertTables, momentKey, type SourceRow } from './tables.ts';

/** Reads `alerts`. Holds nothing in memory between commits. */
export function createAlertsProjection(): Stage {
  return projectionStage(alertsProjection, projectAlerts);
}

function projectAlerts(record: StoredRecord, rows: RowBuffer): void {
  if (record.kind !== alertChangesKind) return;
  const { changes, decisions } = record.body as AlertChanges;
  for (const change of changes) {
    putAlert(change, rows);
    putSource(change.alert, record.receivedAt, rows);
  }
  putDecisions(decisions, momentKey(record.receivedAt, 'a', record.offset), rows);
}

function putAlert(told: AlertChange, rows: RowBuffer): void {
  const { change, alert } = told;
  const ended = alert.clearedAt !== null || change === 'informed';
  rows.put(ended ? alertTables.ended : alertTables.open, alert.id, alert);
  if (ended && change !== 'informed') rows.remove(alertTables.open, alert.id);
  for (const mark of alertMarks) {
    if (!ended && alert[mark]) rows.put(alertTables.mark, `${mark}/${alert.id}`, 1);
    else if (mayCarryMarks(change)) rows.remove(alertTables.mark, `${mark}/${alert.id}`);
  }
}

/** A new episode has no marks to take away. */
function mayCarryMarks(change: AlertChange['change']): boolean {
  return change !== 'opened' && change !== 'informed';
}

function putSource(alert: Alert, receivedAt: number, rows: RowBuffer): void {
  const spoke = alert.sources.at(-1) ?? alert.source;
  rows.put(alertTables.source, spoke, { source: spoke, lastEventAt: receivedAt } satisfies SourceRow);
}
