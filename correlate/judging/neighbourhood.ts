// How far two CIs are apart for grouping: cheapest typed path, where a crowded hub is a long way.
import type { Policy } from '../../domain/policy.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';

export interface Neighbour {
  readonly ci: string;
  /** Sum of hop costs; 0 for the CI itself. */
  readonly cost: number;
  /** From the asked CI to this one, both included. */
  readonly path: readonly string[];
  /** The asked CI depends on this one, hop by hop. */
  readonly above: boolean;
  /** This one depends on the asked CI, hop by hop. */
  readonly below: boolean;
}

/** Judgement-measured, cue 1: flat from 2 hops, no gain above 3. */
const mostHops = 4;

export interface Neighbourhood {
  /** Everything within the cost limit, nearest first; the CI itself is the first. Memoised per CMDB. */
  near(ci: string): readonly Neighbour[];
}

export function createNeighbourhood(graph: CmdbGraph, join: Policy['join']): Neighbourhood {
  const known = new Map<string, readonly Neighbour[]>();
  return {
    near: (ci) => {
      let found = known.get(ci);
      if (found === undefined) {
        found = explore(graph, join, ci);
        known.set(ci, found);
      }
      return found;
    },
  };
}

/** Hosting 3 + log2(fan-in / 2), functional 1 + log2(fan-in / 2), fan-in of the depended-on CI: cue 2, typed form. */
function hopCost(graph: CmdbGraph, join: Policy['join'], kind: 'functional' | 'hosting', dependedOn: string): number {
  const base = kind === 'hosting' ? join.hostingCost : join.functionalCost;
  return base + Math.log2(Math.max(2, graph.fanIn(dependedOn)) / 2);
}

function explore(graph: CmdbGraph, join: Policy['join'], start: string): Neighbour[] {
  const settled = new Map<string, Neighbour>();
  const open: Neighbour[] = [{ ci: start, cost: 0, path: [start], above: true, below: true }];
  while (open.length > 0) {
    const nearest = takeNearest(open);
    if (settled.has(nearest.ci)) continue;
    settled.set(nearest.ci, nearest);
    if (nearest.path.length <= mostHops) open.push(...hops(graph, join, nearest).filter((hop) => !settled.has(hop.ci)));
  }
  return [...settled.values()];
}

function takeNearest(open: Neighbour[]): Neighbour {
  let best = 0;
  for (let at = 1; at < open.length; at += 1) if (isNearer(open[at] as Neighbour, open[best] as Neighbour)) best = at;
  return open.splice(best, 1)[0] as Neighbour;
}

function isNearer(a: Neighbour, b: Neighbour): boolean {
  return a.cost < b.cost || (a.cost === b.cost && a.ci < b.ci);
}

/** Next steps both ways; a CI too crowded to pass is left without looking at who hangs on it. */
function hops(graph: CmdbGraph, join: Policy['join'], from: Neighbour): Neighbour[] {
  const reached: Neighbour[] = [];
  const step = (ci: string, cost: number, up: boolean): void => {
    if (from.cost + cost > join.costLimit || graph.ci(ci) === undefined) return;
    reached.push({
      ci,
      cost: from.cost + cost,
      path: [...from.path, ci],
      above: from.above && up,
      below: from.below && !up,
    });
  };
  for (const edge of graph.dependencies(from.ci)) step(edge.to, hopCost(graph, join, edge.kind, edge.to), true);
  const room = join.costLimit - from.cost;
  for (const kind of ['functional', 'hosting'] as const) {
    const cost = hopCost(graph, join, kind, from.ci);
    if (cost > room) continue;
    for (const edge of graph.dependents(from.ci)) if (edge.kind === kind) step(edge.from, cost, false);
  }
  return reached;
}
