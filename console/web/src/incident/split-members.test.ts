import { expect, it } from 'vitest';
import type { AlertRow } from '../api/shapes.ts';
import { splitMembers } from './split-members.ts';

const alert = (ci: string | null, name: string, clearedAt: string | null = null): AlertRow =>
  ({ ci, name, clearedAt }) as AlertRow;

it('names each element with open alerts once, the loudest first; what is over or unbound is left out', () => {
  const rows = [
    alert('a', 'Disk'),
    alert('b', 'Down'),
    alert('b', 'Down'),
    alert('b', 'Slow'),
    alert('c', 'Down', '2026-11-23T19:00:00Z'),
    alert(null, 'Down'),
  ];
  expect(splitMembers(rows)).toEqual([
    { ci: 'b', alerts: 3, names: ['Down', 'Slow'] },
    { ci: 'a', alerts: 1, names: ['Disk'] },
  ]);
});
