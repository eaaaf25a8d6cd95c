import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Latest } from './latest.ts';

it('keeps the latest by what sets them apart, each once, in the order of their last count', () => {
  const counts = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat({ max: 3 })), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), counts, fc.nat({ max: 60 }), (ceiling, steps, then) => {
      const latest = new Latest();
      const plain = new Map<string, number>();
      let at = 0;
      for (const [apart, later] of steps) {
        at += later;
        latest.count(apart, at, ceiling);
        plain.delete(apart);
        plain.set(apart, at);
        if (plain.size > ceiling) plain.delete([...plain.keys()][0] ?? '');
      }
      expect(latest.size).toBe(plain.size);
      expect(latest.since(then)).toEqual([...plain].filter(([, time]) => time > then).map(([apart]) => apart));
    }),
  );
});
