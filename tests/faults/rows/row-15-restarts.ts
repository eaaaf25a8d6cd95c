// Row 15: Vigie is ended and started again eleven times while the storm goes on, and once more after it.
import type { FaultRow } from '../fault-row.ts';
import { MemoryEventLog } from '../../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../../runtime/state/memory-state-store.ts';
import { differencesBesidesPlaces, liveStorm } from '../storm-pipeline.ts';
import { seededChance } from '../seeded-chance.ts';

const storms = { part: 1, whole: 20 };
/** The storm takes some thousand steps of its stages. */
const stepsBetween = 300;

export const restarts: FaultRow = {
  row: 15,
  fault: 'ended and started again while the storm goes on',
  missing: [],
  async run({ seed, scale }) {
    const clean = new MemoryEventLog();
    const before = (): Promise<void> => Promise.resolve();
    const wanted = await liveStorm({ log: clean, store: new MemoryStateStore(clean), before });
    const violations: string[] = [];
    let count = 0;
    for (let n = 0; n < storms[scale]; n += 1) {
      const chance = seededChance(seed + n);
      const log = new MemoryEventLog();
      let left = stepsBetween;
      const found = await liveStorm({
        log,
        store: new MemoryStateStore(log),
        async before(owners) {
          if ((left -= 1) > 0) return;
          left = Math.floor(chance() * 2 * stepsBetween);
          count += 1;
          for (const owner of owners) await owner.reopen();
        },
      });
      // A restart may move a tick that nothing waits for, and with it the places of what follows.
      const differences = differencesBesidesPlaces(found, wanted);
      violations.push(...differences.map((words) => `seed ${String(seed + n)}: ${words}`));
    }
    return { counts: { storms: storms[scale], restarts: count }, violations };
  },
};
