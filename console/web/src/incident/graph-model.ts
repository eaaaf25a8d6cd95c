// The impact graph as it is drawn: from cause to service, with like elements at the same distance taken together.
import type { ImpactGraph, NodeState } from '../api/shapes.ts';

type GraphNode = ImpactGraph['nodes'][number];

export interface DrawnNode {
  readonly id: string;
  /** The one node, or all that were taken together. */
  readonly members: readonly GraphNode[];
  readonly kind: GraphNode['kind'];
  /** The worst of its members. */
  readonly state: NodeState;
  readonly isRoot: boolean;
}

export interface DrawnEdge {
  /** The side that fails first. */
  readonly from: string;
  readonly to: string;
  readonly hurts: boolean;
  /** Steps between the cause and `from`. */
  readonly distance: number;
}

/** From this many on, CIs of one class at one distance are drawn as one. */
const togetherFrom = 4;

const worstFirst: readonly NodeState[] = ['down', 'inferred', 'degraded', 'at-risk', 'cleared', 'up'];

export function worstState(states: readonly NodeState[]): NodeState {
  return worstFirst.find((state) => states.includes(state)) ?? 'up';
}

/** Steps from the nearest start, along "is needed by". */
function distances(graph: ImpactGraph, starts: readonly string[]): ReadonlyMap<string, number> {
  const neededBy = new Map<string, string[]>();
  for (const { from, to } of graph.edges) neededBy.set(to, [...(neededBy.get(to) ?? []), from]);
  const found = new Map(starts.map((start) => [start, 0]));
  const queue = [...starts];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const next = (found.get(at) ?? 0) + 1;
    for (const above of neededBy.get(at) ?? []) {
      if (found.has(above)) continue;
      found.set(above, next);
      queue.push(above);
    }
  }
  return found;
}

/** The best root candidate in the graph; without one, what needs nothing. */
function startsOf(graph: ImpactGraph): string[] {
  const roots = graph.nodes.filter((node) => node.root !== null).sort((a, b) => (b.root ?? 0) - (a.root ?? 0));
  const first = roots[0];
  if (first !== undefined) return [first.id];
  const needing = new Set(graph.edges.map((edge) => edge.from));
  return graph.nodes.filter((node) => !needing.has(node.id)).map((node) => node.id);
}

function bundles(graph: ImpactGraph, starts: readonly string[]): Map<string, GraphNode[]> {
  const steps = distances(graph, starts);
  const byLikeness = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    const alone = node.kind !== 'ci' || starts.includes(node.id);
    const likeness = alone ? node.id : `${String(steps.get(node.id) ?? -1)} ${node.class ?? ''}`;
    byLikeness.set(likeness, [...(byLikeness.get(likeness) ?? []), node]);
  }
  return byLikeness;
}

export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export function drawnGraph(graph: ImpactGraph): DrawnGraph {
  const starts = startsOf(graph);
  const nodes: DrawnNode[] = [];
  for (const [likeness, members] of bundles(graph, starts)) {
    const parts = members.length < togetherFrom ? members.map((member) => [member]) : [members];
    for (const part of parts) nodes.push(drawnNode(part, part.length > 1 ? `together ${likeness}` : null, starts));
  }
  return { nodes, edges: drawnEdges(graph, nodes, distances(graph, starts)) };
}

function drawnNode(members: readonly GraphNode[], together: string | null, starts: readonly string[]): DrawnNode {
  const first = members[0];
  const id = together ?? first?.id ?? '';
  const state = worstState(members.map((member) => member.state));
  return { id, members, kind: first?.kind ?? 'ci', state, isRoot: starts.includes(id) && first?.root !== null };
}

const hurting: readonly NodeState[] = ['down', 'inferred', 'degraded'];

function drawnEdges(graph: ImpactGraph, nodes: readonly DrawnNode[], steps: ReadonlyMap<string, number>): DrawnEdge[] {
  const drawn = new Map(nodes.flatMap((node) => node.members.map((member) => [member.id, node] as const)));
  const edges = new Map<string, DrawnEdge>();
  for (const { from, to } of graph.edges) {
    const cause = drawn.get(to);
    const effect = drawn.get(from);
    if (cause === undefined || effect === undefined || cause === effect) continue;
    const hurts = hurting.includes(cause.state) && hurting.includes(effect.state);
    edges.set(`${cause.id}\n${effect.id}`, { from: cause.id, to: effect.id, hurts, distance: steps.get(to) ?? 0 });
  }
  return [...edges.values()];
}
