// decisions.ndjson: every decision with its counterfactual, by subject, each subject's in the order of time.
import { rfc3339 } from '../../domain/zoned-time.ts';
import { places } from '../reading/projection-reader.ts';
import { inKeyOrder } from './alert-entries.ts';
import type { ReplayRows } from './replay-rows.ts';

export async function* decisionLines({ reader, counterfactual }: ReplayRows): AsyncGenerator<object> {
  const tables = [places.alertDecision, places.incidentDecision, places.ticketDecision];
  for await (const { row } of inKeyOrder(tables.map((place) => reader.all(place)))) {
    for (const decision of row) {
      const { id, at, subject, outcome, reason, evidence } = decision;
      yield { id, at: rfc3339(at), subject, outcome, reason, evidence, counterfactual: counterfactual(decision) };
    }
  }
}
