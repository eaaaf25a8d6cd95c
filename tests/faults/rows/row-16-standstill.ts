// Row 16: a process stands still for up to a minute, another one takes its place, and the first one wakes up beside it.
import { runWorld } from '../../simulation/run-world.ts';
import { drawWorld } from '../../simulation/world.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';

const worlds = { part: 150, whole: 2_000 };

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const violations: string[] = [];
  let [lives, tickets] = [0, 0];
  for (let n = 0; n < worlds[scale]; n += 1) {
    const number = seed * 1_000_000 + n;
    const world = { ...drawWorld(number), freezeOneIn: 1, crashOneIn: 150, deleteOneIn: 0 };
    const report = await runWorld(number, world);
    lives += report.lives;
    tickets += report.tickets;
    violations.push(...report.violations.map((words) => `world ${String(number)}: ${words}`));
  }
  return { counts: { worlds: worlds[scale], standstills: lives - worlds[scale], tickets }, violations };
}

export const standstill: FaultRow = {
  row: 16,
  fault: 'a process stands still up to 60 s, and wakes beside its successor (simulated)',
  missing: [],
  run,
};
