import { expect, it } from 'vitest';
import { hearWord } from './hear-word.ts';

it.each([
  ['vigie stop', 'stop'],
  ['Vigie: stop, please, we have it', 'stop'],
  ['  @vigie, STOP', 'stop'],
  ['vigie resume', 'resume'],
  ['Vigie : reprendre', 'resume'],
  ['please vigie stop', null],
  ['> To stop updates here, begin a comment with: vigie stop.', null],
  ['vigie stopped working', null],
  ['vigie\n\n\n\nstop', null],
  ['', null],
] as const)('%j asks for %s', (text, word) => {
  expect(hearWord(text)).toBe(word);
});
