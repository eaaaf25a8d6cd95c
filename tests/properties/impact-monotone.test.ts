// Impact by itself, before anything is remembered: more CIs down never hit fewer users, nor a lower level.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildGraph } from '../../correlate/cmdb/graph.ts';
import { assessImpact } from '../../correlate/judging/assess-impact.ts';
import { Cmdb } from '../../domain/cmdb.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { plant } from '../scenarios/plant.ts';

const graph = buildGraph(Cmdb.parse({ version: 1, ...plant }));
const levels = ['low', 'medium', 'high'];
const all = ['srv-1', 'srv-2', 'srv-5', 'srv-6', 'srv-8', 'acc-1', 'acc-2', 'core', 'shop-web', 'island'];

function impactOf(down: readonly string[]): { level: number; users: number; down: string[] } {
  const { level, users, services } = assessImpact({
    ...{ graph, policy: defaultPolicy, at: 600_000, onsetAt: 0, since: new Map(), newlySince: 0 },
    places: down.map((ci) => ({ ci, state: 'down' as const })),
    isInHours: () => true,
  });
  return {
    level: levels.indexOf(level),
    users,
    down: services.flatMap(({ id, state }) => (state === 'down' ? [id] : [])),
  };
}

it('of any set of CIs is at most that of a larger one', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: 1 }), (down) => {
      const [less, more] = [impactOf(down.slice(0, -1)), impactOf(down)];
      expect(more.level).toBeGreaterThanOrEqual(less.level);
      expect(more.users).toBeGreaterThanOrEqual(less.users);
      expect(more.down).toEqual(expect.arrayContaining(less.down));
    }),
    { numRuns: 300 },
  );
});
