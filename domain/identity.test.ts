import { expect, test } from 'vitest';
import { base32Id, fingerprint, hexId } from './identity.ts';

test('ids have the promised length and alphabet', () => {
  expect(base32Id(26, 'a', 'b')).toMatch(/^[A-Z2-7]{26}$/);
  expect(hexId('a')).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint('prometheus', 1, 'x')).toMatch(/^prometheus:1:[0-9a-f]{16}$/);
});

test('parts are told apart wherever the cut is', () => {
  expect(hexId('ab', 'c')).not.toBe(hexId('a', 'bc'));
  expect(hexId('ab')).not.toBe(hexId('ab', ''));
});
