// An alert as the API's tables show it.
import type { Alert } from '../../domain/alert.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { alertEntry } from '../reading/alert-entry.ts';
import type { AlertRow } from './alert-contract.ts';
import type { View } from './view.ts';

export async function alertRow(alert: Alert, view: View): Promise<AlertRow> {
  const entry = alertEntry(alert, await view.stands.of(alert.id));
  const { count, stale, flapping, binding, link } = alert;
  return { ...entry, lastSeenAt: rfc3339(alert.lastSeenAt), count, stale, flapping, binding, link };
}

export async function alertRows(alerts: readonly Alert[], view: View): Promise<AlertRow[]> {
  return Promise.all(alerts.map((alert) => alertRow(alert, view)));
}
