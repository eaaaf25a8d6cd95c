// Row 10: records that make a stage throw, and records that no stage can read, in the middle of the storm.
import { MemoryEventLog } from '../../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../../runtime/state/memory-state-store.ts';
import { deliveryKind } from '../../../domain/event.ts';
import type { LogRecord } from '../../../domain/record.ts';
import type { ReplayInput } from '../../../runtime/replay-driver.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';
import { differencesBesidesPlaces, liveStorm, type StormEnd } from '../storm-pipeline.ts';

const share = { part: 0.1, whole: 0.5 };
const bodies: readonly unknown[] = [null, { events: null }, { source: 'x', sourceType: 'generic', events: [null] }, 7];

function poison({ receivedAt }: LogRecord, n: number): ReplayInput {
  const body = bodies[n % bodies.length];
  const place = { tenant: 'default', key: 'default/poison', occurredAt: receivedAt, receivedAt };
  return { stream: 'events', record: { v: 1, id: `poison-${String(n)}`, kind: deliveryKind, ...place, body } };
}

async function live(mixed: (records: readonly ReplayInput[]) => readonly ReplayInput[]): Promise<StormEnd> {
  const log = new MemoryEventLog();
  return liveStorm({ log, store: new MemoryStateStore(log), before: () => Promise.resolve(), mixed });
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const chance = seededChance(seed);
  let count = 0;
  const found = await live((records) =>
    records.flatMap((input) => (chance() < share[scale] ? [poison(input.record, count++), input] : [input])),
  );
  const wanted = await live((records) => records);
  const letters = (found.written.get('dead-letters')?.length ?? 0) - (wanted.written.get('dead-letters')?.length ?? 0);
  // Poison moves the places of all that comes behind it: those alone may be others.
  const violations = differencesBesidesPlaces(found, wanted);
  return {
    counts: { poisoned: count, 'set aside': letters },
    violations: letters === count ? violations : [...violations, `${String(count - letters)} were not set aside`],
  };
}

export const poisonRecords: FaultRow = { row: 10, fault: 'poison records among the storm', missing: [], run };
