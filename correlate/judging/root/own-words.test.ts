// Who has words of its own.
import { describe, expect, test } from 'vitest';
import { emptyPresence } from '../presence.ts';
import type { Presence } from '../working-rows.ts';
import { toldInOwnWords } from './own-words.ts';
import type { Sign } from './sign.ts';

function place(ci: string, words: string, rarity = 1): Presence {
  const sign = { name: words, words, rarity } as Sign;
  return { ...emptyPresence('s', ci, 0), total: 1, signs: [sign] };
}

describe('words of its own', () => {
  test('has who says what nobody else says, where others say the same', () => {
    const all = [place('a', 'passed on'), place('b', 'passed on'), place('c', 'disk is broken', 0.4)];
    expect([...toldInOwnWords(all)]).toEqual([['c', 0.4]]);
  });

  test('has nobody where all say the same, or each says something else', () => {
    expect(toldInOwnWords([place('a', 'x'), place('b', 'x')]).size).toBe(0);
    expect(toldInOwnWords([place('a', 'x'), place('b', 'y')]).size).toBe(0);
  });
});
