// decisions.ndjson: every decision with its counterfactual, by subject, each subject's in the order of time.
import type { Decision } from '../../domain/decision.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { subjectPrefix } from '../projection/tables.ts';
import { sharedStrands } from '../reading/decision-strands.ts';
import { mergeScan } from '../reading/merge-scan.ts';
import { places, type Found, type ProjectionReader } from '../reading/projection-reader.ts';
import { allAlerts, inKeyOrder } from './alert-entries.ts';
import type { ReplayRows } from './replay-rows.ts';

export async function* decisionLines({ reader, counterfactual }: ReplayRows): AsyncGenerator<object> {
  const tables = [places.alertDecision, places.incidentDecision, places.ticketDecision];
  for await (const { row } of inKeyOrder([sharedDecisions(reader), ...tables.map((place) => reader.all(place))])) {
    for (const decision of row) {
      const { id, at, subject, outcome, reason, evidence } = decision;
      yield { id, at: rfc3339(at), subject, outcome, reason, evidence, counterfactual: counterfactual(decision) };
    }
  }
}

/** An alert opens once and joins a few times. */
const mostMoments = 1_000;

/** What stands with the openings and joinings of many alerts, as if it stood under each alert's name. */
async function* sharedDecisions(reader: ProjectionReader): AsyncGenerator<Found<readonly Decision[]>> {
  for await (const { id } of allAlerts(reader)) {
    const { rows } = await mergeScan(reader, await sharedStrands(reader, id), { after: null, limit: mostMoments });
    for (const { moment, row } of rows) yield { key: subjectPrefix('alert', id) + moment, row };
  }
}
