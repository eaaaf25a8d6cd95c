// situations.json: also those that never deserved a ticket, in the order of ids; survivors hold what merged into them.
import type { Situation } from '../../domain/incident.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { instantOrNull } from '../reading/alert-entry.ts';
import { absorbedInto } from '../reading/incident-members.ts';
import { places } from '../reading/projection-reader.ts';
import { briefsOf, type ReplayRows } from './replay-rows.ts';
import { rootCandidateEntry } from './root-candidate-entry.ts';

export async function* situationEntries(rows: ReplayRows): AsyncGenerator<object> {
  for await (const { row } of rows.reader.all(places.situation)) yield situationEntry(row, rows);
}

async function situationEntry(situation: Situation, { reader, stands }: ReplayRows) {
  const { id, openedAt, closedAt, mergedInto, rootCandidates } = situation;
  const held = mergedInto === null ? await absorbedInto(reader, [id]) : [];
  const briefs = await briefsOf(reader, held);
  const { incident } = await stands.ofSituation(id);
  return {
    id,
    openedAt: rfc3339(openedAt),
    closedAt: instantOrNull(closedAt),
    alerts: briefs.map((brief) => brief.id),
    rootCandidates: rootCandidates.map((candidate) => rootCandidateEntry(candidate, briefs)),
    incident,
    mergedInto,
  };
}
