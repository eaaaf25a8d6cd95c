// How close each CI that a symptom depends on is to it: what a cause's share of a symptom fades with.
import type { CmdbGraph } from '../cmdb/graph.ts';

/** Per hop (judgement-measured): .4–.7 flat for functional; with .6 on hosting edges a silent switch ranks 22nd. */
const decay = { functional: 0.6, hosting: 0.95 } as const;
const mostHops = 3;

export interface Reach {
  /** CIs that `ci` depends on within three hops, with the best product of decays; itself left out. Memoised. */
  above(ci: string): ReadonlyMap<string, number>;
}

export function createReach(graph: CmdbGraph): Reach {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return {
    above: (ci) => {
      let found = known.get(ci);
      if (found === undefined) known.set(ci, (found = climb(graph, ci)));
      return found;
    },
  };
}

function climb(graph: CmdbGraph, start: string): Map<string, number> {
  const best = new Map<string, number>();
  let level = new Map([[start, 1]]);
  for (let hop = 0; hop < mostHops && level.size > 0; hop += 1) {
    const next = new Map<string, number>();
    for (const [ci, closeness] of level) {
      for (const edge of graph.dependencies(ci)) {
        const reached = closeness * decay[edge.kind];
        if (edge.to === start || graph.ci(edge.to) === undefined || reached <= (best.get(edge.to) ?? 0)) continue;
        best.set(edge.to, reached);
        next.set(edge.to, reached);
      }
    }
    level = next;
  }
  return best;
}
