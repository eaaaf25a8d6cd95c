// `node tests/histories/record-histories.ts [--anew]`: records the histories that later versions are held to. What is recorded
// stays, unless all is to be recorded anew: CONTRIBUTING says when.
import { allFlags } from '../../domain/flags.ts';
import { runWorld } from '../simulation/run-world.ts';
import { drawWorld } from '../simulation/world.ts';
import { recordStorm } from './storm-history.ts';
import { readHistories, writeHistory } from './history.ts';

const anew = process.argv.includes('--anew');
const recorded = new Set(anew ? [] : readHistories().map(({ name }) => name));

/** Restarts, a merge, a flap, a reopened incident: see `histories.test.ts` for what each must hold. */
const seeds = [7, 42, 1806];
const manners = [
  { name: 'before-flags', flags: [] },
  { name: `flags-${allFlags.join('-')}`, flags: allFlags },
];

for (const seed of seeds) {
  for (const { name: manner, flags } of manners) {
    const name = `world-${seed}-${manner}`;
    if (recorded.has(name)) continue;
    const world = drawWorld(seed);
    const policy = { ...world.policy, flags: [...flags] };
    const atRest = ({ log }: { log: Parameters<typeof writeHistory>[1] }): Promise<void> => writeHistory(name, log);
    const { violations } = await runWorld(seed, { ...world, policy }, { atRest });
    if (violations.length > 0) throw new Error(`world ${seed} is not sound: ${violations.join('; ')}`);
  }
}
await recordStorm({ anew });
