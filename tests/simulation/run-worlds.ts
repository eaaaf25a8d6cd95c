// Many worlds over all cores: threads take portions of seeds, so that none waits long for the slowest.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorldReport } from './run-world.ts';

const portionSeeds = 20;
/** Worlds are short-lived: with room for young objects most are gone before anybody must look at them. */
const youngMb = 64;

export interface ManyWorlds {
  readonly first: number;
  readonly count: number;
  readonly threads?: number;
  readonly onReport: (report: WorldReport) => void;
}

export async function runWorlds({
  first,
  count,
  threads = availableParallelism(),
  onReport,
}: ManyWorlds): Promise<void> {
  let next = first;
  const take = (): number[] => {
    const length = Math.min(portionSeeds, first + count - next);
    next += length;
    return Array.from({ length }, (_, n) => next - length + n);
  };
  await Promise.all(Array.from({ length: threads }, () => runThread(take, onReport)));
}

async function runThread(take: () => number[], onReport: (report: WorldReport) => void): Promise<void> {
  const worker = new Worker(join(import.meta.dirname, 'simulate-worker.ts'), {
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const give = (): void => {
        const seeds = take();
        if (seeds.length === 0) resolve();
        else worker.postMessage(seeds);
      };
      worker.on('message', (told: WorldReport | 'more') => {
        if (told === 'more') give();
        else onReport(told);
      });
      worker.on('error', reject);
      give();
    });
  } finally {
    await worker.terminate();
  }
}
