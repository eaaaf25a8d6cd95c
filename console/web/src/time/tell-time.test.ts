// Spans in words.
import { expect, it } from 'vitest';
import { english } from '../words/english.ts';
import { french } from '../words/french.ts';
import { tellAgo, tellClock, tellInstant, tellSpan } from './tell-time.ts';

const minute = 60_000;

it.each([
  [-5, '0 s', '0\u00a0s'],
  [59_999, '59 s', '59\u00a0s'],
  [61 * minute, '1 h 1 min', '1\u00a0h\u00a01\u00a0min'],
  [120 * minute, '2 h', '2\u00a0h'],
  [52 * 60 * minute, '2 d 4 h', '2\u00a0j\u00a04\u00a0h'],
])('%d ms', (spanMs, inEnglish, inFrench) => {
  expect(tellSpan(english, spanMs)).toBe(inEnglish);
  expect(tellSpan(french, spanMs)).toBe(inFrench);
});

it('says "just now" below two seconds', () => {
  expect(tellAgo(english, 1999)).toBe('just now');
  expect(tellAgo(french, 5000)).toBe('il y a 5\u00a0s');
});

it('gives the date only on another day', () => {
  const noon = Date.parse('2026-11-23T12:00:00Z');
  expect(tellInstant(english, noon, noon + minute)).toBe(tellClock(noon));
  expect(tellInstant(english, noon, noon + 48 * 60 * minute)).toMatch(/^23 Nov \d\d:00$/u);
});
