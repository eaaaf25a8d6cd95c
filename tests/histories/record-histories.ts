// `node tests/histories/record-histories.ts`: records the histories that later versions are held to. CONTRIBUTING says when.
import { allFlags } from '../../domain/flags.ts';
import { runWorld } from '../simulation/run-world.ts';
import { drawWorld } from '../simulation/world.ts';
import { recordStorm } from './storm-history.ts';
import { writeHistory } from './history.ts';

/** Restarts, a merge, a flap, a reopened incident: see `histories.test.ts` for what each must hold. */
const seeds = [7, 42, 1806];
const manners = [
  { name: 'before-flags', flags: [] },
  { name: `flags-${allFlags.join('-')}`, flags: allFlags },
];

for (const seed of seeds) {
  for (const { name, flags } of manners) {
    const world = drawWorld(seed);
    const policy = { ...world.policy, flags: [...flags] };
    const atRest = ({ log }: { log: Parameters<typeof writeHistory>[1] }): Promise<void> =>
      writeHistory(`world-${seed}-${name}`, log);
    const { violations } = await runWorld(seed, { ...world, policy }, { atRest });
    if (violations.length > 0) throw new Error(`world ${seed} is not sound: ${violations.join('; ')}`);
  }
}
await recordStorm();
