// Warnings before a failure: of the cause, its parts and its host; what came after is none.
import { expect, test } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Quote } from '../../domain/incident.ts';
import { buildGraph } from '../cmdb/graph.ts';
import { precursorsOf } from './precursors.ts';
import { emptyPresence } from './presence.ts';
import type { Presence } from './working-rows.ts';

const relations = [
  { from: 'fan', to: 'switch', type: 'member_of' },
  { from: 'switch', to: 'rack', type: 'hosted_at' },
  { from: 'app', to: 'switch', type: 'depends_on' },
];
const graph = buildGraph(
  Cmdb.parse({ version: 1, cis: ['fan', 'switch', 'rack', 'app', 'far'].map((id) => ({ id })), relations }),
);

function place(ci: string, ...told: readonly (readonly [at: number, effect: Effect])[]): Presence {
  const quotes = told.map(([at, effect]) => ({ alert: `${ci}@${String(at)}`, ci, at, effect }) as Quote);
  const first = told[0] ?? [0, 'down'];
  return { ...emptyPresence('s', ci, first[0]), worstEffect: told.at(-1)?.[1] ?? 'down', quotes };
}
const alerts = (...places: readonly Presence[]): string[] =>
  precursorsOf(graph, places, 'switch').map(({ alert }) => alert);

test('the cause, its part and what it stands on warned before others complained', () => {
  const places = [
    place('switch', [30, 'at-risk'], [60, 'down']),
    place('fan', [10, 'at-risk']),
    place('rack', [20, 'at-risk']),
    place('app', [55, 'down']),
  ];
  expect(alerts(...places)).toEqual(['fan@10', 'rack@20', 'switch@30']);
});
test('what warned elsewhere, or failed itself, is a complaint like any other', () => {
  expect(alerts(place('switch', [30, 'at-risk']), place('far', [20, 'at-risk']))).toEqual([]);
  expect(alerts(place('switch', [30, 'at-risk']), place('fan', [20, 'down']))).toEqual([]);
});
test('alone, a CI warned before its own failure, and not without one', () => {
  expect(alerts(place('switch', [10, 'at-risk'], [40, 'down']))).toEqual(['switch@10']);
  expect(alerts(place('switch', [10, 'at-risk']))).toEqual([]);
  expect(alerts(place('switch', [10, 'at-risk'], [40, 'down']), place('fan', [5, 'at-risk']))).toEqual([
    'fan@5',
    'switch@10',
  ]);
  expect(alerts(place('app', [10, 'down']))).toEqual([]);
  expect(precursorsOf(graph, [place('app', [10, 'down'])], undefined)).toEqual([]);
});
