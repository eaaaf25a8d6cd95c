import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeOf, trustedFutureMs, trustedPastMs, withinSecond } from './time-rule.ts';

const receivedAt = 1_800_000_000_000;

describe('timeOf', () => {
  it.each([
    ['no time given', { atMs: null }, 0, 'received'],
    ['the moment of arrival', { atMs: receivedAt }, 0, 'trusted'],
    ['the oldest trusted', { atMs: receivedAt - trustedPastMs }, -trustedPastMs, 'trusted'],
    ['too old', { atMs: receivedAt - trustedPastMs - 1 }, 0, 'received'],
    ['the newest trusted', { atMs: receivedAt + trustedFutureMs }, trustedFutureMs, 'trusted'],
    ['too new', { atMs: receivedAt + trustedFutureMs + 1 }, 0, 'received'],
    ['a clock two hours ahead, known', { atMs: receivedAt + 7_199_000, offsetMs: 7_200_000 }, -1000, 'corrected'],
    ['a clock 90 s behind, known', { atMs: receivedAt - 91_000, offsetMs: -90_000 }, -1000, 'corrected'],
    ['a correction that leads outside', { atMs: receivedAt, offsetMs: 7_200_000 }, 0, 'received'],
    ['a source whose clock is not to be used', { atMs: receivedAt - 1, policy: 'received' as const }, 0, 'received'],
  ])('%s', (_what, told, offset, clock) => {
    expect(timeOf({ receivedAt, ...told })).toEqual({ occurredAt: receivedAt + offset, clock });
  });

  it('gives a time of the window, or arrival itself, and says which', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2e6, max: 2e6 }), fc.integer({ min: -2e6, max: 2e6 }), (away, offsetMs) => {
        const time = timeOf({ atMs: receivedAt + away, receivedAt, offsetMs });
        const expected = time.clock === 'received' ? receivedAt : receivedAt + away - offsetMs;
        expect(time.occurredAt).toBe(expected);
        expect(time.occurredAt - receivedAt).toBeGreaterThanOrEqual(-trustedPastMs);
        expect(time.occurredAt - receivedAt).toBeLessThanOrEqual(trustedFutureMs);
      }),
    );
  });
});

describe('a time of whole seconds', () => {
  it.each([
    ['heard within it', 46_000, 46_561, 46_561],
    ['heard later', 46_000, 47_200, 46_999],
    ['of a clock ahead', 46_000, 45_300, 46_000],
    ['with a fraction of its own', 46_100, 46_561, 46_100],
  ])('%s', (_what, atMs, arrived, expected) => {
    expect(withinSecond(atMs, arrived)).toBe(expected);
  });

  it('keeps the order in which its lines came', () => {
    expect(withinSecond(46_000, 46_900)).toBeLessThanOrEqual(withinSecond(46_000, 47_100));
    expect(withinSecond(46_000, 48_000)).toBeLessThan(withinSecond(47_000, 48_000));
  });
});
