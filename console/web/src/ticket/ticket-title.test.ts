import { expect, test } from 'vitest';
import { ticketTitle } from './ticket-title.ts';

test.each([
  ['the last title written', ['P3 – sw-core-02', 'P1 major – Web shop down'], 'P1 major – Web shop down'],
  ['an operation without one leaves it', ['P3 – sw-core-02', ''], 'P3 – sw-core-02'],
  ['none yet: its number', [], 'D-1'],
])('%s', (_why, titles, told) => {
  expect(ticketTitle({ id: 'D-1', operations: titles.map((title) => ({ title })) })).toBe(told);
});
