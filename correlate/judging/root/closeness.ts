// How close a cause may be to a symptom: along what the symptom depends on, fading with each hop by the kind of edge.
import type { CmdbGraph } from '../../cmdb/graph.ts';

/** Per hop (judgement-measured): .4–.7 flat for functional; with .6 on hosting edges a silent switch ranks 22nd. */
export const decay = { functional: 0.6, hosting: 0.95 } as const;
const mostHops = 3;

export interface Reached {
  /** The best product of decays on a way there. */
  readonly closeness: number;
  /** Whether that way ends at something that it runs or hangs on. */
  readonly hosting: boolean;
}

export interface Reach {
  /** CIs that `ci` depends on within three hops; itself left out. Memoised. */
  above(ci: string): ReadonlyMap<string, Reached>;
  /** CIs that depend on it, functional edges only: those that may have stopped calling it. Memoised. */
  callers(ci: string): ReadonlyMap<string, Reached>;
}

type Step = (ci: string) => readonly { readonly to: string; readonly kind: keyof typeof decay }[];
type Climb = (ci: string) => ReadonlyMap<string, Reached>;

export function createReach(graph: CmdbGraph): Reach {
  const isCi = (id: string): boolean => graph.ci(id) !== undefined;
  const up: Step = (ci) => graph.dependencies(ci);
  const down: Step = (ci) =>
    graph.dependents(ci).flatMap(({ from, kind }) => (kind === 'functional' ? [{ to: from, kind }] : []));
  return { above: memoised((ci) => climb(ci, up, isCi)), callers: memoised((ci) => climb(ci, down, isCi)) };
}

function memoised(find: Climb): Climb {
  const known = new Map<string, ReadonlyMap<string, Reached>>();
  return (ci) => {
    let found = known.get(ci);
    if (found === undefined) known.set(ci, (found = find(ci)));
    return found;
  };
}

function climb(start: string, step: Step, isCi: (id: string) => boolean): Map<string, Reached> {
  const best = new Map<string, Reached>();
  let level = new Map([[start, 1]]);
  for (let hop = 0; hop < mostHops && level.size > 0; hop += 1) {
    const next = new Map<string, number>();
    for (const [ci, before] of level) {
      for (const { to, kind } of step(ci)) {
        const closeness = before * decay[kind];
        if (to === start || !isCi(to) || closeness <= (best.get(to)?.closeness ?? 0)) continue;
        best.set(to, { closeness, hosting: kind === 'hosting' });
        next.set(to, closeness);
      }
    }
    level = next;
  }
  return best;
}
