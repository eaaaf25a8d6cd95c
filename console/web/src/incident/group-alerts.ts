// Alerts of one source and name taken together, the largest and still open first.
import type { AlertRow } from '../api/shapes.ts';

export interface AlertGroup {
  readonly id: string;
  readonly source: AlertRow['source'];
  readonly name: string;
  readonly alerts: readonly AlertRow[];
  readonly open: number;
}

export function groupAlerts(alerts: readonly AlertRow[]): AlertGroup[] {
  const groups = new Map<string, AlertRow[]>();
  for (const alert of alerts) {
    const id = `${alert.source}\n${alert.name}`;
    groups.set(id, [...(groups.get(id) ?? []), alert]);
  }
  return [...groups]
    .map(([id, members]) => ({
      id,
      source: members[0]?.source ?? 'generic',
      name: members[0]?.name ?? '',
      alerts: members,
      open: members.filter((alert) => alert.clearedAt === null).length,
    }))
    .sort((a, b) => b.alerts.length - a.alerts.length);
}
