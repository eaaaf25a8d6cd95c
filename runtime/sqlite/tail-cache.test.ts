import { beforeEach, describe, expect, it } from 'vitest';
import type { LogRecord } from '../../domain/record.ts';
import { TailCache } from './tail-cache.ts';

const lineOf = (n: number): string => JSON.stringify({ id: `r${String(n)}`, pad: 'x'.repeat(80) });
const lineBytes = lineOf(0).length;

describe('TailCache', () => {
  let cache: TailCache;
  const ids = (from: number, maxBytes = 1_000_000): string[] | undefined =>
    cache.read({ stream: 'events', from, max: 100, maxBytes })?.map((record) => record.id);
  beforeEach(() => {
    cache = new TailCache(5 * lineBytes);
  });

  it('holds the newest records within its bytes, and says what it does not hold', () => {
    for (let n = 0; n < 8; n++) cache.add('events', n, lineOf(n));
    expect(ids(2)).toBeUndefined();
    expect(ids(3)).toEqual(['r3', 'r4', 'r5', 'r6', 'r7']);
    expect(ids(7)).toEqual(['r7']);
    expect(ids(8)).toBeUndefined();
  });

  it('parses a record once, with its place', () => {
    cache.add('events', 5, lineOf(5));
    const read = () => cache.read({ stream: 'events', from: 5, max: 1, maxBytes: 1 })?.[0];
    expect(read()).toMatchObject({ id: 'r5', stream: 'events', partition: 0, offset: 5 });
    expect(read()).toBe(read());
  });

  it('takes a record that was read already, and gives it its place', () => {
    const record = JSON.parse(lineOf(5)) as LogRecord;
    cache.add('events', 5, lineOf(5), record);
    const [found] = cache.read({ stream: 'events', from: 5, max: 1, maxBytes: 1 }) ?? [];
    expect(found).toEqual({ ...record, stream: 'events', partition: 0, offset: 5 });
    expect(record).not.toHaveProperty('offset');
  });

  it('bounds a read in bytes, but gives one record whatever its size', () => {
    for (let n = 0; n < 4; n++) cache.add('events', n, lineOf(n));
    expect(ids(0, 2 * lineBytes)).toEqual(['r0', 'r1']);
    expect(ids(0, 1)).toEqual(['r0']);
  });

  it('lets go of the oldest of all streams first', () => {
    for (let n = 0; n < 4; n++) cache.add('events', n, lineOf(n));
    for (let n = 0; n < 3; n++) cache.add('alerts', n, lineOf(n));
    expect(ids(1)).toBeUndefined();
    expect(ids(2)).toEqual(['r2', 'r3']);
    expect(cache.read({ stream: 'alerts', from: 0, max: 9, maxBytes: 1_000_000 })).toHaveLength(3);
  });

  it('starts anew after a gap, and takes no offset twice', () => {
    cache.add('events', 0, lineOf(0));
    cache.add('events', 9, lineOf(9));
    cache.add('events', 4, lineOf(4));
    expect(ids(0)).toBeUndefined();
    expect(ids(9)).toEqual(['r9']);
  });

  it('keeps no record larger than itself', () => {
    cache.add('events', 0, 'x'.repeat(6 * lineBytes));
    expect(ids(0)).toBeUndefined();
    cache.add('events', 1, lineOf(1));
    expect(ids(1)).toEqual(['r1']);
  });

  it('stays within its bytes over many records', () => {
    for (let n = 0; n < 10_000; n++)
      cache.add(n % 3 === 0 ? 'alerts' : 'events', Math.floor(n / 3) * 2 + (n % 3), lineOf(n));
    const held = ['alerts', 'events'] as const;
    const count = held.reduce((sum, stream) => {
      for (let from = 0; from < 10_000; from++) {
        const found = cache.read({ stream, from, max: 100, maxBytes: 1_000_000 });
        if (found !== null) return sum + found.length;
      }
      return sum;
    }, 0);
    expect(count).toBeLessThanOrEqual(5);
    expect(count).toBeGreaterThan(0);
  });
});
