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
  /** The path turns at a caller: both ends are called by it, and no common cause lies on the path. Only by flag 7. */
  readonly overCaller: boolean;
}

/** Judgement-measured, cue 1: flat from 2 hops, no gain above 3. */
const mostHops = 4;

export interface Neighbourhood {
  /**
   * Everything within the cost limit, nearest first; the CI itself is the first. Memoised per CMDB. A CI that is reached
   * over a caller is there again where another path, a longer one, leads to it as well.
   */
  near(ci: string): readonly Neighbour[];
}

/** `join` as in the policy; `callersPart`: paths over a common caller are told apart. */
export interface Roads {
  readonly join: Policy['join'];
  readonly callersPart: boolean;
}

export function createNeighbourhood(graph: CmdbGraph, roads: Roads): Neighbourhood {
  const known = new Map<string, readonly Neighbour[]>();
  return {
    near: (ci) => {
      let found = known.get(ci);
      if (found === undefined) {
        found = explore(graph, roads, ci);
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

/** On its way: whether its last hop went from a callee to its caller; told apart only by flag 7. */
interface Walker extends Neighbour {
  readonly fromCallee: boolean;
}

function explore(graph: CmdbGraph, roads: Roads, start: string): Neighbour[] {
  const settled = new Map<string, Walker>();
  const whole = { above: true, below: true, overCaller: false, fromCallee: false };
  const open: Walker[] = [{ ci: start, cost: 0, path: [start], ...whole }];
  while (open.length > 0) {
    const nearest = takeNearest(open);
    const keys = keysOf(nearest);
    if (keys.some((key) => settled.has(key))) continue;
    settled.set(keys[0] as string, nearest);
    if (nearest.path.length <= mostHops) open.push(...hops(graph, roads, nearest));
  }
  return firstOfEach([...settled.values()]);
}

/** What it is settled under, and what makes it needless: the same CI by a cheaper path that leads at least as far. */
function keysOf({ ci, overCaller, fromCallee }: Walker): string[] {
  const key = (over: boolean, callee: boolean): string => `${ci} ${String(over)} ${String(callee)}`;
  const overs = overCaller ? [true, false] : [false];
  const callees = fromCallee ? [true, false] : [false];
  return overs.flatMap((over) => callees.map((callee) => key(over, callee)));
}

/** The cheapest path to each CI, and where that is over a caller the cheapest other one too. */
function firstOfEach(walkers: readonly Walker[]): Walker[] {
  const seen = new Set<string>();
  return walkers.filter(({ ci, overCaller }) => {
    if (seen.has(ci)) return false;
    if (overCaller && seen.has(`over ${ci}`)) return false;
    seen.add(overCaller ? `over ${ci}` : ci);
    return true;
  });
}

function takeNearest(open: Walker[]): Walker {
  let best = 0;
  for (let at = 1; at < open.length; at += 1) if (isNearer(open[at] as Walker, open[best] as Walker)) best = at;
  return open.splice(best, 1)[0] as Walker;
}

function isNearer(a: Neighbour, b: Neighbour): boolean {
  return a.cost < b.cost || (a.cost === b.cost && a.ci < b.ci);
}

interface Hop {
  readonly ci: string;
  readonly cost: number;
  readonly up: boolean;
  readonly isCall: boolean;
  /** Of a redundancy group, whose members fail by one cause. */
  readonly group?: string | null;
}

/** Next steps both ways; a CI too crowded to pass is left without looking at who hangs on it. */
function hops(graph: CmdbGraph, { join, callersPart }: Roads, from: Walker): Walker[] {
  const reached: Walker[] = [];
  const step = (hop: Hop): void => {
    if (from.cost + hop.cost <= join.costLimit && graph.ci(hop.ci) !== undefined) reached.push(walk(from, hop));
  };
  for (const { to, kind, group } of graph.dependencies(from.ci))
    step({
      ci: to,
      cost: hopCost(graph, join, kind, to),
      up: true,
      isCall: callersPart && kind === 'functional',
      group,
    });
  const room = join.costLimit - from.cost;
  for (const kind of ['functional', 'hosting'] as const) {
    const cost = hopCost(graph, join, kind, from.ci);
    if (cost > room) continue;
    for (const edge of graph.dependents(from.ci))
      if (edge.kind === kind) step({ ci: edge.from, cost, up: false, isCall: callersPart && kind === 'functional' });
  }
  return reached;
}

function walk(from: Walker, { ci, cost, up, isCall, group = null }: Hop): Walker {
  return {
    ci,
    cost: from.cost + cost,
    path: [...from.path, ci],
    above: from.above && up,
    below: from.below && !up,
    overCaller: from.overCaller || (from.fromCallee && up && isCall && group === null),
    fromCallee: !up && isCall,
  };
}
