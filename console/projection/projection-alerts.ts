// Alerts as rows: open ones apart from ended ones, marks for what the board counts, decisions by subject.
import { alertChangesKind, type Alert, type AlertChange, type AlertChanges } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import { silenceKind, type Silence } from '../../domain/silence.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { HeardDays } from './heard-days.ts';
import { projectionStage } from './projection-stage.ts';
import { partByAlert, putDecisions } from './put-decisions.ts';
import type { RowBuffer } from './row-buffer.ts';
import { alertKey, alertsProjection, alertMarks, alertTables, momentKey, type SourceRow } from './tables.ts';

/** Reads `alerts`. Needs nothing back after a restart. */
export function createAlertsProjection(): Stage {
  const heard = new HeardDays();
  return projectionStage(alertsProjection, (record, rows) => projectAlerts(record, rows, heard));
}

function projectAlerts(record: StoredRecord, rows: RowBuffer, heard: HeardDays): void {
  if (record.kind === silenceKind) putSilence(record.body as Silence, rows);
  if (record.kind !== alertChangesKind) return;
  const { changes, decisions } = record.body as AlertChanges;
  for (const change of changes) {
    putAlert(change, rows);
    putSource(change.alert, record.receivedAt, rows);
    if (change.alert.binding !== null) heard.put(change.alert.binding.ci, record.receivedAt, rows);
  }
  const opened = new Map(changes.filter(isOpening).map(({ alert }) => [alert.id, alert.firstReceivedAt]));
  const { about, others } = partByAlert(decisions, new Set(opened.keys()));
  putOpenings(about, opened, record.offset, rows);
  putDecisions(others, momentKey(record.receivedAt, 'a', record.offset), rows);
}

function isOpening({ change }: AlertChange): boolean {
  return change === 'opened';
}

/** One row for all: an alert's `firstReceivedAt` leads to it. */
function putOpenings(
  decisions: readonly Decision[],
  opened: ReadonlyMap<string, number>,
  offset: number,
  rows: RowBuffer,
): void {
  const byTime = Map.groupBy(decisions, ({ subject }) => opened.get(subject.id) ?? 0);
  for (const [at, about] of byTime) rows.put(alertTables.opening, momentKey(at, 'a', offset), about);
}

function putSilence(silence: Silence, rows: RowBuffer): void {
  rows.put(alertTables.silence, silence.id, silence);
}

function putAlert(told: AlertChange, rows: RowBuffer): void {
  const { change, alert } = told;
  const ended = alert.clearedAt !== null || change === 'informed';
  const key = alertKey(alert.id);
  rows.put(ended ? alertTables.ended : alertTables.open, key, alert);
  if (ended && change !== 'informed') rows.remove(alertTables.open, key);
  for (const mark of alertMarks) {
    if (!ended && alert[mark]) rows.put(alertTables.mark, `${mark}/${key}`, 1);
    else if (mayCarryMarks(change)) rows.remove(alertTables.mark, `${mark}/${key}`);
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
