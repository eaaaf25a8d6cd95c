import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedMap } from './bounded-map.ts';

/** The same by a plain `Map`, where what is touched is deleted and set again. */
class Plain {
  readonly #entries = new Map<string, object>();

  touch(key: string, max: number): object {
    const entry = this.#entries.get(key) ?? {};
    if (!this.#entries.delete(key) && this.#entries.size >= max)
      this.#entries.delete([...this.#entries.keys()][0] ?? '');
    this.#entries.set(key, entry);
    return entry;
  }

  get(key: string): object | undefined {
    return this.#entries.get(key);
  }
}

it('forgets the longest untouched first, whatever is touched when', () => {
  const keys = 'abcdef'.split('');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.constantFrom(...keys), { maxLength: 40 }),
      (max, touched) => {
        const [map, plain] = [new BoundedMap<object>(max), new Plain()];
        for (const key of touched) {
          const known = plain.get(key);
          const entry = plain.touch(key, max);
          expect(map.touch(key, () => entry)).toBe(known ?? entry);
          for (const other of keys) expect(map.get(other)).toBe(plain.get(other));
          expect(map.size).toBeLessThanOrEqual(max);
        }
      },
    ),
  );
});

it('asking for an entry does not touch it', () => {
  const map = new BoundedMap<number>(2);
  map.touch('a', () => 1);
  map.touch('b', () => 2);
  expect(map.get('a')).toBe(1);
  map.touch('c', () => 3);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, 2, 3]);
});
