// Row 14: every webhook delivered three times, later copies among what comes meanwhile.
import { MemoryEventLog } from '../../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../../runtime/state/memory-state-store.ts';
import type { ReplayInput } from '../../../runtime/replay-driver.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';
import { liveStorm, storyOf, type StormEnd } from '../storm-pipeline.ts';

const shuffles = { part: 1, whole: 20 };
/** Copies come within this time of the first. */
const latenessMs = 2_000;
const copies = 3;

function repeated(records: readonly ReplayInput[], chance: () => number): ReplayInput[] {
  const all = records.flatMap((input) =>
    Array.from({ length: copies }, (_, n) => {
      const receivedAt = input.record.receivedAt + (n === 0 ? 0 : Math.floor(chance() * latenessMs));
      return { ...input, record: { ...input.record, id: `${input.record.id}-${String(n)}`, receivedAt } };
    }),
  );
  return all.sort((a, b) => a.record.receivedAt - b.record.receivedAt);
}

async function live(mixed: (records: readonly ReplayInput[]) => readonly ReplayInput[]): Promise<StormEnd> {
  const log = new MemoryEventLog();
  return liveStorm({ log, store: new MemoryStateStore(log), before: () => Promise.resolve(), mixed });
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const wanted = await live((records) => records);
  const violations: string[] = [];
  for (let n = 0; n < shuffles[scale]; n += 1) {
    const chance = seededChance(seed + n);
    const found = await live((records) => repeated(records, chance));
    if (storyOf(found) !== storyOf(wanted))
      violations.push(`seed ${String(seed + n)}: ${storyOf(found)} for ${storyOf(wanted)}`);
  }
  return { counts: { storms: shuffles[scale], copies }, violations };
}

export const repeatedWebhooks: FaultRow = {
  row: 14,
  fault: 'every delivery three times, out of order within 2 s',
  missing: [],
  run,
};
