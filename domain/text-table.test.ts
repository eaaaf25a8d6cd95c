import { describe, expect, it } from 'vitest';
import { TextTable } from './text-table.ts';

interface Seen {
  readonly host: string;
  readonly n: number;
}

const table = (): TextTable<Seen> =>
  new TextTable<Seen>('seen', {
    write: ({ host, n }) => JSON.stringify([host, n]),
    read: (text) => {
      const [host, n] = JSON.parse(text) as [string, number];
      return { host, n };
    },
    keyOf: ({ host }) => host,
  });

describe('TextTable', () => {
  it('gives back what was put, as a copy', () => {
    const seen = table();
    seen.put('z', { host: 'z', n: 1 });
    seen.put('a', { host: 'a', n: 2 });
    expect(seen.get('z')).toEqual({ host: 'z', n: 1 });
    expect(seen.get('z')).not.toBe(seen.get('z'));
    expect(seen.get('unknown')).toBeUndefined();
    expect([...seen.entries()].map(([key, { n }]) => [key, n])).toEqual([
      ['z', 1],
      ['a', 2],
    ]);
  });

  it('stores its text under numbers, once for many changes, and nothing of what is gone', () => {
    const seen = table();
    for (const n of [1, 2]) seen.put('z', { host: 'z', n });
    seen.put('gone', { host: 'gone', n: 0 });
    seen.delete('gone');
    seen.delete('unknown');
    expect(seen.take()).toEqual([
      { table: 'seen', key: '00000001', json: null },
      { table: 'seen', key: 'next', json: '2' },
      { table: 'seen', key: '00000000', json: '["z",2]' },
    ]);
    expect(seen.take()).toEqual([]);
  });

  it('goes on after a restore as if there had been none', () => {
    const seen = table();
    expect(seen.restore('00000004', '["z",7]')).toEqual({ key: 'z', row: { host: 'z', n: 7 } });
    expect(seen.restore('next', '9')).toBeNull();
    expect(seen.take()).toEqual([]);
    seen.put('a', { host: 'a', n: 1 });
    seen.put('z', { host: 'z', n: 8 });
    expect(seen.take().map(({ key, json }) => [key, json])).toEqual([
      ['next', '10'],
      ['00000004', '["z",8]'],
      ['00000009', '["a",1]'],
    ]);
  });
});
