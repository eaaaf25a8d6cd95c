// The fault rig's command line: wrong use is told in a line, not by a stack trace.
import { expect, test } from 'vitest';
import { readFaultWish } from '../faults/read-fault-wish.ts';

test.each([
  [['--unknown'], /'--unknown'/],
  [['row', '4'], /'row'/],
  [['--row', '3'], /no row 3; known: 1, 4/],
  [['--row', 'x'], /no row x/],
  [['--seed', 'x'], /--seed x/],
  [['--seed', '-1'], /seed/],
])('refuses %j and says how it is used', (args, words) => {
  const wish = readFaultWish(args, [1, 4]);
  expect(wish).toHaveProperty('wrong', expect.stringMatching(words));
  expect(wish).toHaveProperty('wrong', expect.stringContaining('usage: npm run faults'));
});

test('takes a row, a seed, a part', () => {
  expect(readFaultWish([], [1, 4])).toEqual({ row: null, seed: 1, scale: 'whole', isJson: false });
  const args = ['--row', '4', '--seed', '9', '--part', '--json'];
  expect(readFaultWish(args, [1, 4])).toEqual({ row: 4, seed: 9, scale: 'part', isJson: true });
});
