// Alerts a page at a time: all that are open or ended, or the members of one incident.
import type { Alert } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import { memberPage, situationsOf } from '../reading/incident-members.ts';
import { places } from '../reading/projection-reader.ts';
import { alertRows } from './alert-row.ts';
import type { AlertPage } from './alert-contract.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import type { View } from './view.ts';

interface Asked {
  readonly limit: number;
  readonly after?: string | undefined;
}

export async function listAlerts(state: 'open' | 'ended', asked: Asked, view: View): Promise<AlertPage> {
  const place = state === 'open' ? places.openAlert : places.endedAlert;
  const after = readCursor(asked.after);
  const found = await view.reader.scan(place, { limit: asked.limit, ...(after === null ? {} : { after }) });
  const next = found.length < asked.limit ? null : (found.at(-1)?.key ?? null);
  return pageOf(
    found.map(({ row }) => row),
    next,
    view,
  );
}

/** Of an incident that merged away: none, the survivor holds them. */
export async function listIncidentAlerts(incident: Incident, asked: Asked, view: View): Promise<AlertPage> {
  const situations = incident.mergedInto === null ? await situationsOf(view.reader, incident.id) : [];
  const { alerts, next } = await memberPage(view.reader, situations, {
    after: readCursor(asked.after),
    limit: asked.limit,
  });
  return pageOf(alerts, next, view);
}

async function pageOf(alerts: readonly Alert[], next: string | null, view: View): Promise<AlertPage> {
  return { items: await alertRows(alerts, view), next: writeCursor(next) };
}
