// tickets.ndjson: each operation that a sink carried out, in the order in which it did.
import { rfc3339 } from '../../domain/zoned-time.ts';
import { places } from '../reading/projection-reader.ts';
import type { ReplayRows } from './replay-rows.ts';

export async function* ticketLines({ reader }: ReplayRows): AsyncGenerator<object> {
  for await (const { row } of reader.all(places.done)) {
    const { at, op, incident, sink, unit, key, fields } = row.operation;
    yield { at: rfc3339(at), op, incident, sink, unit, key, ticket: row.ticket, fields };
  }
}
