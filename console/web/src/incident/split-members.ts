// The elements of an incident that may go: those with open alerts, the most alerts first.
import type { AlertRow } from '../api/shapes.ts';

export interface SplitMember {
  readonly ci: string;
  readonly alerts: number;
  /** What they say, at most three. */
  readonly names: readonly string[];
}

const namesShown = 3;

/** Alerts that no element of the CMDB fits cannot be named, and stay. */
export function splitMembers(alerts: readonly AlertRow[]): SplitMember[] {
  const byCi = new Map<string, AlertRow[]>();
  for (const alert of alerts) {
    if (alert.clearedAt === null && alert.ci !== null) byCi.set(alert.ci, [...(byCi.get(alert.ci) ?? []), alert]);
  }
  return [...byCi]
    .map(([ci, own]) => ({
      ci,
      alerts: own.length,
      names: [...new Set(own.map(({ name }) => name))].slice(0, namesShown),
    }))
    .sort((a, b) => b.alerts - a.alerts || (a.ci < b.ci ? -1 : 1));
}
