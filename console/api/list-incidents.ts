// A page of the board: keys in their order, rows read and filtered until the page is full or enough was looked at.
import { isMajorNow, type Incident } from '../../domain/incident.ts';
import { incidentTitle } from '../../ticketing/wording/incident-title.ts';
import { boardKey, boardPrefix, standingOf } from '../projection/board-key.ts';
import { places } from '../reading/projection-reader.ts';
import type { IncidentsAsked } from './asked.ts';
import type { IncidentPage } from './incident-contract.ts';
import { incidentRow } from './incident-row.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { nameIn, teamNameIn, type View } from './view.ts';

/** Rows looked at for one page: a filter that matches little answers with a short page and a cursor. */
const lookedAt = 2_000;
const portion = 100;

type Asked = Omit<IncidentsAsked, 'language' | 'lang'>;

export async function listIncidents(asked: Asked, view: View): Promise<IncidentPage> {
  const { incidents, next } = await pickIncidents(asked, view);
  const items = await Promise.all(incidents.map((incident) => incidentRow(incident, asked.members, view)));
  return { items, next: writeCursor(next) };
}

async function pickIncidents(asked: Asked, view: View): Promise<{ incidents: Incident[]; next: string | null }> {
  const prefix = asked.state === 'all' ? '' : boardPrefix(asked.state);
  const incidents: Incident[] = [];
  let after = readCursor(asked.after);
  for (let looked = 0; looked < lookedAt; looked += portion) {
    const bound = after === null ? {} : { after };
    const found = await view.reader.scan(places.board, { prefix, limit: portion, ...bound });
    const rows = await Promise.all(found.map(({ row }) => view.reader.get(places.incident, row)));
    for (const [at, { key }] of found.entries()) {
      const incident = rows[at] ?? null;
      after = key;
      if (incident !== null && boardKey(standingOf(incident)) === key && matches(incident, asked, view))
        incidents.push(incident);
      if (incidents.length === asked.limit) return { incidents, next: after };
    }
    if (found.length < portion) return { incidents, next: null };
  }
  return { incidents, next: after };
}

function matches(incident: Incident, asked: Asked, view: View): boolean {
  const { priority, major, service, site, q } = asked;
  if (priority !== undefined && !priority.includes(incident.priority)) return false;
  if (major !== undefined && isMajorNow(incident) !== major) return false;
  if (service !== undefined && !incident.services.some(({ id }) => id === service)) return false;
  if (site !== undefined && !incident.cis.some(({ ci }) => view.graph.site(ci) === site)) return false;
  return q === undefined || speaksOf(incident, q, view);
}

/** Number, title, CIs and services by id and name, team: any holds the words, upper and lower case alike. */
function speaksOf(incident: Incident, words: string, view: View): boolean {
  const named = [...incident.cis.map(({ ci }) => ci), ...incident.services.map(({ id }) => id)];
  const texts = [
    incident.number,
    incidentTitle(incident, view.language),
    ...(incident.team === null ? [] : [incident.team, teamNameIn(view.graph, incident.team)]),
    ...incident.leadAlerts.flatMap(({ name, host }) => [name, host]),
    ...named.flatMap((id) => [id, nameIn(view.graph, id) ?? '']),
  ];
  const sought = words.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(sought));
}
