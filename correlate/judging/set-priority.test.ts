// The matrix at its own size and at that of a ticketing system with more levels.
import { expect, test } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import { setPriority } from './set-priority.ts';

const glpi = [
  [1, 1, 2, 3, 4],
  [1, 2, 3, 4, 4],
  [2, 3, 3, 4, 5],
  [3, 4, 4, 5, 5],
  [4, 4, 5, 5, 5],
];
const levels = ['high', 'medium', 'low'] as const;

function cells(policy: Policy): number[][] {
  const free = {
    policy,
    onlyUnknown: false,
    onlyAtRisk: false,
    isProduction: true,
    rules: { atBest: null, atWorst: null },
  };
  return levels.map((impact) => levels.map((urgency) => setPriority({ ...free, impact, urgency }).priority));
}

test('three levels are the matrix itself', () => {
  expect(cells(Policy.parse({}))).toEqual([
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ]);
});

test('of five levels ours are the first, the middle and the last', () => {
  expect(cells(Policy.parse({ matrix: glpi }))).toEqual([
    [1, 2, 4],
    [2, 3, 5],
    [4, 5, 5],
  ]);
});

test('a matrix that is not square is refused', () => {
  expect(() => Policy.parse({ matrix: glpi.slice(0, 4) })).toThrow('as many columns as rows');
  expect(() => Policy.parse({ matrix: [[1]] })).toThrow();
});
