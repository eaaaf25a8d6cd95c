// The state as a console of one tenant reads it: what is judged per tenant stands in the partition that its name leads to.
import { alertsProjection } from '../../console/projection/tables.ts';
import { partitionOf } from '../../domain/partition.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';

/** Readers name partition 0: theirs. */
export function tenantView(store: StateStore, log: EventLog, tenant: string): StateStore {
  const own = partitionOf(tenant, log.partitions('alerts'));
  if (own === 0) return store;
  const at = (stage: string): number => (stage === alertsProjection || stage === 'judging' ? own : 0);
  return {
    position: (stage) => store.position(stage, at(stage)),
    load: (stage) => store.load(stage, at(stage)),
    claim: (stage) => store.claim(stage, at(stage)),
    commit: (unit) => store.commit(unit),
    get: (stage, _partition, table, key) => store.get(stage, at(stage), table, key),
    scan: (stage, _partition, table, scan) => store.scan(stage, at(stage), table, scan),
    hash: (stage) => store.hash(stage, at(stage)),
    reset: (stage) => store.reset(stage, at(stage)),
    close: () => store.close(),
  };
}
