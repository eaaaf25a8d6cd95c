// Counts what became of ticket operations, as their results are committed.
import type { StateStore } from '../../domain/ports/state-store.ts';
import { ticketDoneKind, ticketInflightKind, ticketRefusedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import type { Metrics } from './metrics.ts';

const results = new Map([
  [ticketInflightKind, 'sent'],
  [ticketDoneKind, 'done'],
  [ticketRefusedKind, 'refused'],
]);

/** The store, counting what `commit` has made durable. */
export function meteredStore(store: StateStore, metrics: Metrics): StateStore {
  return {
    position: (stage, partition) => store.position(stage, partition),
    load: (stage, partition) => store.load(stage, partition),
    claim: (stage, partition) => store.claim(stage, partition),
    async commit(unit) {
      await store.commit(unit);
      for (const { stream, record } of unit.out) {
        const result = stream === 'tickets' ? results.get(record.kind) : undefined;
        if (result === undefined) continue;
        const { sink, op } = (record.body as TicketStep).operation;
        metrics.ticketOperations.inc({ sink, op, result });
      }
    },
    get: (stage, partition, table, key) => store.get(stage, partition, table, key),
    scan: (stage, partition, table, scan) => store.scan(stage, partition, table, scan),
    hash: (stage, partition) => store.hash(stage, partition),
    reset: (stage, partition) => store.reset(stage, partition),
    close: () => store.close(),
  };
}
