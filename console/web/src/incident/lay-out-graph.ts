// Where each node of the impact graph stands, left to right from cause to service.
import { Graph, layout } from '@dagrejs/dagre';
import type { DrawnGraph } from './graph-model.ts';

export const nodeWidth = 142;
export const nodeHeight = 56;
const betweenColumns = 30;
const betweenRows = 14;
const nearest = 12;

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface GraphPlan {
  readonly width: number;
  readonly height: number;
  /** The upper left corner of each node. */
  readonly places: ReadonlyMap<string, Place>;
  /** The points of each edge, by `from\nto`. */
  readonly lines: ReadonlyMap<string, readonly Place[]>;
}

export function layOutGraph({ nodes, edges }: DrawnGraph): GraphPlan {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: betweenColumns, nodesep: betweenRows, marginx: 4, marginy: 2 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, { width: nodeWidth, height: nodeHeight });
  // A short line near the cause is worth more than one far from it: so nothing drifts away from what hurts it.
  for (const { from, to, distance } of edges) graph.setEdge(from, to, { weight: Math.max(1, nearest - distance) });
  layout(graph);
  const places = new Map(
    nodes.map(({ id }) => {
      const { x, y } = graph.node(id) as Place;
      return [id, { x: x - nodeWidth / 2, y: y - nodeHeight / 2 }];
    }),
  );
  const lines = new Map(
    edges.map(({ from, to }) => [
      `${from}\n${to}`,
      (graph.edge(from, to) as { readonly points: readonly Place[] }).points,
    ]),
  );
  const right = Math.max(0, ...[...places.values()].map((place) => place.x + nodeWidth));
  const bottom = Math.max(0, ...[...places.values()].map((place) => place.y + nodeHeight));
  return { width: right + 6, height: bottom + 6, places, lines };
}

/** A smooth line through the points. */
export function tellCurve(points: readonly Place[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${String(first.x)} ${String(first.y)}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    path += `C${String(middle)} ${String(before.y)} ${String(middle)} ${String(point.y)} ${String(point.x)} ${String(point.y)}`;
    before = point;
  }
  return path;
}
