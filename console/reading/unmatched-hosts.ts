// Hosts that speak and that no CI of the CMDB fits: how often, how lately, and which incidents they harmed.
import type { Alert } from '../../domain/alert.ts';
import { places, type Place, type ProjectionReader } from './projection-reader.ts';
import type { WhereAlertStands } from './where-alert-stands.ts';

export interface UnmatchedHost {
  readonly host: string;
  /** Types of all that told of it. */
  readonly sources: readonly Alert['source'][];
  readonly alerts: number;
  /** Epoch ms. */
  readonly lastSeenAt: number;
  /** Ids, at most 20. */
  readonly incidents: readonly string[];
}

export interface Unmatched {
  readonly hosts: readonly UnmatchedHost[];
  /** Alerts that were looked at, and whether there were more. */
  readonly alerts: number;
  readonly truncated: boolean;
}

/** Open and ended ones, each: a page is asked for by a person and may cost this much. */
const mostAlerts = 20_000;
const mostIncidents = 20;

/** Most alerts first. */
export async function unmatchedHosts(reader: ProjectionReader, stands: WhereAlertStands): Promise<Unmatched> {
  const hosts = new Map<
    string,
    { sources: Set<Alert['source']>; alerts: number; last: number; incidents: Set<string> }
  >();
  let looked = 0;
  let truncated = false;
  for (const place of [places.openAlert, places.endedAlert]) {
    const { alerts, more } = await firstOf(reader, place);
    looked += alerts.length;
    truncated ||= more;
    for (const alert of alerts) {
      if (alert.binding !== null || alert.host === '') continue;
      const host = hosts.get(alert.host) ?? { sources: new Set(), alerts: 0, last: 0, incidents: new Set<string>() };
      hosts.set(alert.host, host);
      host.alerts += 1;
      host.last = Math.max(host.last, alert.lastSeenAt);
      for (const source of alert.sources) host.sources.add(source);
      const { incident } = host.incidents.size < mostIncidents ? await stands.of(alert.id) : { incident: null };
      if (incident !== null) host.incidents.add(incident);
    }
  }
  const found = [...hosts].map(([host, { sources, alerts, last, incidents }]) => {
    return { host, sources: [...sources].sort(), alerts, lastSeenAt: last, incidents: [...incidents].sort() };
  });
  found.sort((a, b) => b.alerts - a.alerts || (a.host < b.host ? -1 : 1));
  return { hosts: found, alerts: looked, truncated };
}

async function firstOf(reader: ProjectionReader, place: Place<Alert>): Promise<{ alerts: Alert[]; more: boolean }> {
  const rows = await reader.scan(place, { limit: mostAlerts + 1, descending: true });
  return { alerts: rows.slice(0, mostAlerts).map(({ row }) => row), more: rows.length > mostAlerts };
}
