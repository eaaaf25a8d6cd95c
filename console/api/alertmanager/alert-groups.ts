// Open alerts grouped by name, as `GET /api/v2/alerts/groups` shows them.
import { receiverName, type GettableAlert } from './gettable-alert.ts';

export interface AlertGroup {
  readonly alerts: GettableAlert[];
  readonly labels: { readonly alertname: string };
  readonly receiver: { readonly name: string };
}

/** Groups are made in memory: beyond this many alerts the rest is left out, and the answer says so. */
const groupedCeiling = 10_000;

export async function groupAlerts(
  portions: AsyncIterable<readonly GettableAlert[]>,
): Promise<{ readonly groups: AlertGroup[]; readonly truncated: boolean }> {
  const groups = new Map<string, AlertGroup>();
  let taken = 0;
  for await (const alerts of portions) {
    for (const alert of alerts) {
      if (taken === groupedCeiling) return { groups: inOrder(groups), truncated: true };
      groupFor(alert, groups).alerts.push(alert);
      taken += 1;
    }
  }
  return { groups: inOrder(groups), truncated: false };
}

function groupFor({ labels }: GettableAlert, groups: Map<string, AlertGroup>): AlertGroup {
  const alertname = labels['alertname'] ?? '';
  const group = groups.get(alertname) ?? { alerts: [], labels: { alertname }, receiver: { name: receiverName } };
  groups.set(alertname, group);
  return group;
}

function inOrder(groups: ReadonlyMap<string, AlertGroup>): AlertGroup[] {
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
