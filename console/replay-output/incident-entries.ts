// incidents.json: each incident with its final members, in the order of numbers. Members are written as they are
// read, so that an incident of half a million alerts needs no text of that size.
import type { Incident } from '../../domain/incident.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { incidentTitle } from '../../ticketing/wording/incident-title.ts';
import { alertEntry, instantOrNull } from '../reading/alert-entry.ts';
import { incidentDecisionStrands } from '../reading/decision-strands.ts';
import { situationsOf } from '../reading/incident-members.ts';
import { places, type ProjectionReader } from '../reading/projection-reader.ts';
import { briefsOf, type MemberBrief, type ReplayRows } from './replay-rows.ts';
import { rootCandidateEntry } from './root-candidate-entry.ts';

/** One incident after the other, each as pieces of JSON text. */
export async function* incidentTexts(rows: ReplayRows): AsyncGenerator<AsyncGenerator<string>> {
  for (const id of await idsByNumber(rows.reader)) {
    const incident = await rows.reader.get(places.incident, id);
    if (incident !== null) yield incidentText(incident, rows);
  }
}

async function idsByNumber(reader: ProjectionReader): Promise<string[]> {
  const numbered: { id: string; number: number }[] = [];
  for await (const { key, row } of reader.all(places.incident)) {
    numbered.push({ id: key, number: Number(row.number.replace(/\D+/g, '')) });
  }
  return numbered.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
}

async function* incidentText(incident: Incident, rows: ReplayRows): AsyncGenerator<string> {
  const situations = await situationsOf(rows.reader, incident.id);
  const briefs = incident.mergedInto === null ? await briefsOf(rows.reader, situations) : [];
  yield `${JSON.stringify(headOf(incident, briefs, rows)).slice(0, -1)},"alerts":[`;
  let separator = '';
  for (const { id } of briefs) {
    const alert = await rows.reader.alert(id);
    if (alert === null) continue;
    yield separator + JSON.stringify(alertEntry(alert, await rows.stands.of(id)));
    separator = ',';
  }
  yield `],${JSON.stringify(await tailOf(incident, situations, rows.reader)).slice(1)}`;
}

/** The members before `alerts`. */
function headOf(incident: Incident, briefs: readonly MemberBrief[], { language }: ReplayRows) {
  const { id, number, category, priority, impact, urgency, users } = incident;
  return {
    id,
    number,
    title: incidentTitle(incident, language),
    category,
    openedAt: rfc3339(incident.openedAt),
    incidentAt: rfc3339(incident.incidentAt),
    resolvedAt: instantOrNull(incident.resolvedAt),
    priority,
    impact,
    urgency,
    major: majorEntry(incident),
    rootCandidates: incident.rootCandidates.map((candidate) => rootCandidateEntry(candidate, briefs)),
    cis: [...new Set(briefs.flatMap(({ binding }) => binding?.ci ?? []))],
    likelyCis: incident.likelyCis ?? [],
    services: incident.services.map((service) => ({ id: service.id, users: service.users, state: service.state })),
    users,
  };
}

function majorEntry({ major }: Incident) {
  if (major === null) return null;
  const { declaredAt, stoodDownAt, downgradedAt, reasons } = major;
  return { declaredAt: rfc3339(declaredAt), stoodDownAt: instantOrNull(stoodDownAt ?? downgradedAt), reasons };
}

/** The members after `alerts`. */
async function tailOf(incident: Incident, situations: readonly string[], reader: ProjectionReader) {
  const found = await reader.scan(places.ticket, { prefix: `${incident.id}/`, limit: 1_000 });
  const made = found.flatMap(({ row: { sink, unit, key, id } }) => (id === null ? [] : [{ sink, unit, key, id }]));
  return { tickets: made, mergedInto: incident.mergedInto, decisions: await decisionIds(incident, situations, reader) };
}

async function decisionIds(
  incident: Incident,
  situations: readonly string[],
  reader: ProjectionReader,
): Promise<string[]> {
  const found: { moment: string; ids: string[] }[] = [];
  for (const { place, prefix, read } of incidentDecisionStrands(incident.id, situations)) {
    for await (const { key, row } of reader.all(place, prefix)) {
      found.push({ moment: key.slice(prefix.length), ids: read(row).map(({ id }) => id) });
    }
  }
  found.sort((a, b) => (a.moment === b.moment ? 0 : a.moment < b.moment ? -1 : 1));
  return found.flatMap(({ ids }) => ids);
}
