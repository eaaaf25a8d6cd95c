// What counts as the same words.
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../domain/alert.ts';
import { wordsOf } from './error-words.ts';

function said(message: string, host = 'web-1', ci = 'shop-web'): string | undefined {
  return wordsOf({ message, host, binding: { ci } } as Alert);
}

describe('the words of an error', () => {
  test.each([
    ['numbers and ids', 'Order 4711 failed in 12 ms, trace ab12cd34', 'Order 99 failed in 7 ms, trace ffee0011'],
    ['their order', 'payment refused by gateway', 'gateway refused by payment'],
  ])('are the same whatever the %s', (_what, one, other) => {
    expect(said(one)).toBe(said(other));
    expect(said(one)).toBeDefined();
  });

  test('leave out the names of where they are from', () => {
    const rule = (name: string): string => `High error rate on ${name} for five minutes`;
    expect(said(rule('shop-web'))).toBe(said(rule('stock'), 'stock.example.org', 'stock'));
    expect(said(rule('shop-web'))).not.toBe(said(rule('payment')));
  });

  test('are none where there are too few to tell apart', () => {
    for (const message of ['', '12:00:01', 'request failed', '\u0000\uffff{"'.repeat(300)])
      expect(said(message)).toBeUndefined();
  });
});
