// How close a cause may be to a symptom: along what the symptom depends on, fading with each hop by the kind of edge.
import type { CmdbGraph } from '../../cmdb/graph.ts';

/** Per hop (judgement-measured): .4–.7 flat for functional; with .6 on hosting edges a silent switch ranks 22nd. */
export const decay = { functional: 0.6, hosting: 0.95 } as const;
/** Functional hops; what a CI runs on or is a part of is no further away. */
const mostCalls = 3;
const mostHops = 5;

export interface Reached {
  /** The best product of decays on a way there. */
  readonly closeness: number;
  /** Whether that way ends at something that it runs or hangs on. */
  readonly hosting: boolean;
}

export interface Reach {
  /** CIs that `ci` depends on within three calls; itself left out. Memoised. */
  above(ci: string): ReadonlyMap<string, Reached>;
  /** Who may have stopped calling it (functional edges only), and what these need in turn. Memoised. */
  starvedBy(ci: string): ReadonlyMap<string, Reached>;
}

type Step = (ci: string) => readonly { readonly to: string; readonly kind: keyof typeof decay }[];
type Climb = (ci: string) => ReadonlyMap<string, Reached>;

export function createReach(graph: CmdbGraph): Reach {
  const isCi = (id: string): boolean => graph.ci(id) !== undefined;
  const up: Step = (ci) => graph.dependencies(ci);
  const down: Step = (ci) =>
    graph.dependents(ci).flatMap(({ from, kind }) => (kind === 'functional' ? [{ to: from, kind }] : []));
  const above = memoised((ci) => climb(ci, up, isCi));
  return { above, starvedBy: memoised((ci) => withNeeds(ci, climb(ci, down, isCi), above)) };
}

/** Below this, every part of a call graph would have starved every other: two calls up and one down are .2. */
const leastClose = 0.2;

function withNeeds(start: string, callers: ReadonlyMap<string, Reached>, above: Climb): Map<string, Reached> {
  const found = new Map(callers);
  for (const [caller, from] of callers) {
    for (const [ci, { closeness, hosting }] of above(caller)) {
      const whole = from.closeness * closeness;
      if (ci === start || whole < leastClose || whole <= (found.get(ci)?.closeness ?? 0)) continue;
      found.set(ci, { closeness: whole, hosting });
    }
  }
  return found;
}

function memoised(find: Climb): Climb {
  const known = new Map<string, ReadonlyMap<string, Reached>>();
  return (ci) => {
    let found = known.get(ci);
    if (found === undefined) known.set(ci, (found = find(ci)));
    return found;
  };
}

interface Climber {
  readonly closeness: number;
  readonly calls: number;
}

function climb(start: string, step: Step, isCi: (id: string) => boolean): Map<string, Reached> {
  const best = new Map<string, Reached>();
  let level = new Map<string, Climber>([[start, { closeness: 1, calls: 0 }]]);
  for (let hop = 0; hop < mostHops && level.size > 0; hop += 1) {
    const next = new Map<string, Climber>();
    for (const [ci, from] of level) {
      for (const { to, kind } of step(ci)) {
        const closeness = from.closeness * decay[kind];
        const calls = from.calls + (kind === 'functional' ? 1 : 0);
        if (calls > mostCalls || to === start || !isCi(to) || closeness <= (best.get(to)?.closeness ?? 0)) continue;
        best.set(to, { closeness, hosting: kind === 'hosting' });
        next.set(to, { closeness, calls });
      }
    }
    level = next;
  }
  return best;
}
