import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeKey, encodeKey, endOfPrefix } from './key-order.ts';

/** Any code units, lone surrogates and NULs among them. */
const key = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 1, 2, 0x20, 0xd7fe, 0xd7ff, 0xd800, 0xdfff)))
  .map((units) => String.fromCharCode(...units));

/** As SQLite compares text. */
const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');

describe('encodeKey', () => {
  it('gives every key back', () => {
    fc.assert(fc.property(key, (text) => decodeKey(encodeKey(text)) === text));
  });

  it('holds nothing that SQLite or UTF-8 would change', () => {
    fc.assert(
      fc.property(key, (text) => {
        const stored = encodeKey(text);
        return stored.isWellFormed() && !stored.includes('\u0000');
      }),
    );
  });

  it('keeps the order of code units', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const order = a < b ? -1 : a === b ? 0 : 1;
        return Buffer.compare(bytesOf(encodeKey(a)), bytesOf(encodeKey(b))) === order;
      }),
    );
  });

  it('ends a prefix after its last key and before the next', () => {
    fc.assert(
      fc.property(key, key, (prefix, rest) => {
        const end = bytesOf(endOfPrefix(prefix));
        const under = Buffer.compare(bytesOf(encodeKey(prefix + rest)), end) < 0;
        const beyond = rest > prefix && !rest.startsWith(prefix);
        return under && (!beyond || Buffer.compare(bytesOf(encodeKey(rest)), end) > 0);
      }),
    );
  });

  it('leaves ordinary keys as they are', () => {
    expect(encodeKey('prometheus:1:9f3c@1795507200000 é ☂')).toBe('prometheus:1:9f3c@1795507200000 é ☂');
  });
});
