// An alert in the members of alerts.json: what the replay writes, and what the API's rows begin with.
import type { Alert } from '../../domain/alert.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { Whereabouts } from './where-alert-stands.ts';

export function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : rfc3339(ms);
}

/** Key order is that of design: `id` first, `without` last. */
export function alertEntry(alert: Alert, { situation, incident, without }: Whereabouts) {
  return {
    id: alert.id,
    source: alert.source,
    sources: alert.sources,
    name: alert.name,
    severity: alert.severity,
    effect: alert.effect,
    message: alert.message,
    ci: alert.binding?.ci ?? null,
    host: alert.host,
    labels: alert.labels,
    openedAt: rfc3339(alert.openedAt),
    clearedAt: instantOrNull(alert.clearedAt),
    endedBy: alert.endedBy,
    situation,
    incident,
    // What only informs never reaches judging: it is no problem of anything.
    without: situation === null && without === null && alert.effect === 'informs' ? 'informs' : without,
  };
}
export type AlertEntry = ReturnType<typeof alertEntry>;
