// Like elements at one distance are drawn as one; the cause and the services never are.
import { expect, it } from 'vitest';
import type { ImpactGraph } from '../api/shapes.ts';
import { drawnGraph, worstState } from './graph-model.ts';

type GraphNode = ImpactGraph['nodes'][number];

const node = (id: string, given: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, kind: 'ci', name: id, class: 'server', site: null, criticality: null, state: 'down', root: null },
  ...{ users: null, alerts: 1 },
  ...given,
});
const needs = (from: string, to: string): ImpactGraph['edges'][number] => ({ from, to, type: 'connected_to' });

function graphOf(servers: number): ImpactGraph {
  const names = Array.from({ length: servers }, (_, at) => `srv-${String(at)}`);
  return {
    incident: 'I',
    truncated: false,
    nodes: [
      node('switch', { class: 'switch', root: 0.9 }),
      ...names.map((name, at) => node(name, { state: at === 0 ? 'cleared' : 'down' })),
      node('farm', { kind: 'group', class: null }),
      node('batch', { kind: 'service', class: null, users: 40 }),
    ],
    edges: [
      ...names.map((name) => needs(name, 'switch')),
      ...names.map((name) => needs('farm', name)),
      needs('batch', 'farm'),
    ],
  };
}

it('draws four servers behind one switch as one, three by themselves', () => {
  expect(drawnGraph(graphOf(4)).nodes.map((drawn) => drawn.members.length)).toEqual([1, 4, 1, 1]);
  expect(drawnGraph(graphOf(3)).nodes.map((drawn) => drawn.members.length)).toEqual([1, 1, 1, 1, 1, 1]);
});

it('draws each line once, from the cause to what needs it', () => {
  const { nodes, edges } = drawnGraph(graphOf(4));
  const servers = nodes.find((drawn) => drawn.members.length === 4)?.id;
  expect(edges.map(({ from, to, hurts, distance }) => [from, to, hurts, distance])).toEqual([
    ['switch', servers, true, 0],
    [servers, 'farm', true, 1],
    ['farm', 'batch', true, 2],
  ]);
});

it('marks the best candidate as the root, and tells the worst state of many', () => {
  const { nodes } = drawnGraph(graphOf(4));
  expect(nodes.filter((drawn) => drawn.isRoot).map((drawn) => drawn.id)).toEqual(['switch']);
  expect(nodes.find((drawn) => drawn.members.length === 4)?.state).toBe('down');
  expect(worstState([])).toBe('up');
});

it('draws a circle and a graph without candidate', () => {
  const nodes = [node('a'), node('b')];
  const circle = { ...graphOf(0), nodes, edges: [needs('a', 'b'), needs('b', 'a')] };
  expect(drawnGraph(circle).edges).toHaveLength(2);
  expect(drawnGraph({ ...circle, edges: [needs('a', 'b')] }).nodes.some((drawn) => drawn.isRoot)).toBe(false);
});
