import { describe, expect, it } from 'vitest';
import { nextTickAt } from './tick-rule.ts';

describe('nextTickAt', () => {
  it.each([
    { why: 'nothing was ever read', tickedMs: null, nextDueAt: 5_000, at: null },
    { why: 'no timer: the next whole minute', tickedMs: 61_234, nextDueAt: null, at: 120_000 },
    { why: 'a tick on the minute: the one after', tickedMs: 120_000, nextDueAt: null, at: 180_000 },
    { why: 'a timer: the whole second at which it is due', tickedMs: 61_234, nextDueAt: 65_001, at: 66_000 },
    { why: 'a timer on a whole second: that second', tickedMs: 61_234, nextDueAt: 65_000, at: 65_000 },
    { why: 'a timer beyond the minute: the minute first', tickedMs: 61_234, nextDueAt: 300_000, at: 120_000 },
    { why: 'a timer overdue: the next second, not a time gone by', tickedMs: 61_234, nextDueAt: 3, at: 62_000 },
    { why: 'a timer due at the tick itself', tickedMs: 62_000, nextDueAt: 62_000, at: 63_000 },
  ])('$why', ({ tickedMs, nextDueAt, at }) => {
    expect(nextTickAt({ tickedMs, nextDueAt })).toBe(at);
  });

  it.each([
    { why: 'no timer: never', nextDueAt: null, at: null },
    { why: 'a timer beyond the minute: then', nextDueAt: 300_000, at: 300_000 },
    { why: 'a timer overdue: the next second', nextDueAt: 3, at: 62_000 },
  ])('where another owner tells the minutes, $why', ({ nextDueAt, at }) => {
    expect(nextTickAt({ tickedMs: 61_234, nextDueAt, onlyWhenDue: true })).toBe(at);
  });
});
