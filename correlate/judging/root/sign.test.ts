// How signs of one place gather: each check and peer once, the worst of it, the first time, never without bound.
import { expect, test } from 'vitest';
import { sayMore, withSign, type Sign } from './sign.ts';

const sign = (name: string, more: Partial<Sign> = {}): Sign => ({
  alert: `${name}@1`,
  name,
  kind: 'error',
  peer: null,
  severity: 'warning',
  source: 'generic',
  firstAt: 10,
  rarity: 0.5,
  ...more,
});

test('the same check towards another peer is another sign', () => {
  const signs = withSign(withSign([], sign('call', { peer: 'a' })), sign('call', { peer: 'b' }));
  expect(signs.map(({ peer }) => peer)).toEqual(['a', 'b']);
});

test('a return keeps the first time and the worst', () => {
  const before = withSign([], sign('x'));
  const after = withSign(before, sign('x', { alert: 'x@2', severity: 'critical', firstAt: 20, rarity: 0.1 }));
  expect(after).toEqual([sign('x', { alert: 'x@2', severity: 'critical' })]);
  expect(sayMore(before, after)).toBe(true);
  expect(sayMore(after, withSign(after, sign('x')))).toBe(false);
});

test('a place that says ever new things keeps the first of them', () => {
  let signs: readonly Sign[] = [];
  for (let n = 0; n < 100; n += 1) signs = withSign(signs, sign(`check ${n}`));
  expect(signs).toHaveLength(24);
});
