// Gives each alert its label: the true incident that it belongs to, those where it may but need not, or none.
import type { FoundAlert } from './found.ts';
import type { TrueIncident, Truth } from './truth.ts';
import { alertMatches } from './wildcard.ts';

export interface LabelledAlert {
  readonly alert: FoundAlert;
  /** Where it belongs; null: nowhere. */
  readonly truth: string | null;
  /** Belongs nowhere for sure, but may stand in these. */
  readonly optional: readonly string[];
  /** What it was put into: incident, else situation, else itself. */
  readonly cluster: string;
}

export function labelAlerts(alerts: readonly FoundAlert[], truth: Truth): LabelledAlert[] {
  const startedAt = Date.parse(truth.started_at);
  return alerts.map((alert) => {
    const atMs = Date.parse(alert.openedAt) - startedAt;
    const inTime = truth.incidents.filter(({ from_ms, to_ms }) => atMs >= from_ms && atMs <= to_ms);
    const belongs = inTime.find(({ members }) => members.some((pattern) => alertMatches(pattern, alert)));
    const optional = belongs === undefined ? inTime.filter((incident) => mayHold(incident, alert)) : [];
    return { alert, truth: belongs?.id ?? null, optional: optional.map(({ id }) => id), cluster: clusterOf(alert) };
  });
}

function mayHold({ optional }: TrueIncident, alert: FoundAlert): boolean {
  return optional.some((pattern) => alertMatches(pattern, alert));
}

function clusterOf({ id, incident, situation }: FoundAlert): string {
  if (incident !== null) return incidentCluster(incident);
  return situation === null ? `alert/${id}` : `situation/${situation}`;
}

export function incidentCluster(incident: string): string {
  return `incident/${incident}`;
}
