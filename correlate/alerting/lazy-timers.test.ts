import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LazyTimers } from './lazy-timers.ts';

describe('LazyTimers', () => {
  it('always knows the earliest true time, and gives what is due in order', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.nat(20))), { maxLength: 60 });
    fc.assert(
      fc.property(moves, fc.nat(20), (steps, now) => {
        const dues = new Map<string, number>();
        const timers = new LazyTimers((key) => dues.get(key) ?? null);
        for (const [key, due] of steps) {
          if (due === null) dues.delete(key);
          else dues.set(key, due);
          timers.touch(key);
          expect(timers.next()).toBe(dues.size === 0 ? null : Math.min(...dues.values()));
        }
        const ordered = [...dues].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).filter(([, due]) => due <= now);
        expect(timers.takeDue(now)).toEqual(ordered.map(([key]) => key));
      }),
    );
  });
});
