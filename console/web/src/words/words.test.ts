// How both languages count, and that neither lacks a word.
import { expect, it } from 'vitest';
import { english } from './english.ts';
import { french } from './french.ts';
import { formatCount, plural } from './words.ts';

it.each([
  ['en', 0, '0 users'],
  ['en', 1, '1 user'],
  ['en', 1240, '1,240 users'],
  ['fr', 0, '0 user'],
  ['fr', 1, '1 user'],
  ['fr', 1234567, '1\u202f234\u202f567 users'],
] as const)('%s counts %d', (language, amount, told) => {
  expect(plural(language, amount, 'user', 'users')).toBe(told);
});

it('groups thousands', () => {
  expect(formatCount('en', 999)).toBe('999');
  expect(formatCount('fr', 10_000)).toBe('10\u202f000');
});

/** Every said word, by its path. */
function said(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, word]: [string, unknown]): [string, string][] => {
    if (typeof word === 'string') return [[`${path}${name}`, word]];
    return typeof word === 'object' && word !== null ? said(word, `${path}${name}.`) : [];
  });
}

it('says every word in French, and parts its high punctuation', () => {
  expect(said(french).map(([path]) => path)).toEqual(said(english).map(([path]) => path));
  for (const [path, word] of said(french)) {
    expect(word, path).not.toBe('');
    expect(word, path).not.toMatch(/[^\u00a0\u202f\s(][;:?!%](?:\s|$)/u);
    expect(word, path).not.toMatch(/ [;:?!%]/u);
    expect(word, path).not.toMatch(/\p{L}'\p{L}/u);
  }
});
