// Silent CIs that are probably hit: on the smallest call graph that has one between cause and symptom.
import { expect, test } from 'vitest';
import { Cmdb } from '../../../domain/cmdb.ts';
import type { RootCandidate } from '../../../domain/incident.ts';
import { buildGraph } from '../../cmdb/graph.ts';
import { createReach } from './closeness.ts';
import { likelyHit } from './likely-hit.ts';

const edges = [
  ['web', 'queue'],
  ['queue', 'db'],
  ['web', 'mail'],
];
const relations = edges.map(([from, to]) => ({ from, to, type: 'depends_on' }));
const cis = ['web', 'queue', 'db', 'mail'].map((id) => ({ id }));
const graph = buildGraph(Cmdb.parse({ version: 1, cis, relations }));
const of = { graph, reach: createReach(graph) };
const candidate = (ci: string, score: number): RootCandidate => ({ ci, score }) as RootCandidate;

test('are the cause, and what lies between it and who complains', () => {
  expect(likelyHit(of, [candidate('db', 0.9)], new Set(['web']))).toEqual(['db', 'queue']);
});
test('are those of a second cause that is likely too, and none of an unlikely one', () => {
  expect(likelyHit(of, [candidate('mail', 0.6), candidate('db', 0.4)], new Set(['web']))).toContain('queue');
  expect(likelyHit(of, [candidate('mail', 0.98), candidate('db', 0.02)], new Set(['web']))).toEqual(['mail']);
});
test('are none where nobody stands between, or nothing is known', () => {
  expect(likelyHit(of, [candidate('web', 0.9)], new Set(['web']))).toEqual([]);
  expect(likelyHit(of, [], new Set(['web', '?unknown']))).toEqual([]);
});
