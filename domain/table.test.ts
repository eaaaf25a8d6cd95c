import { describe, expect, it } from 'vitest';
import { Table } from './table.ts';

interface Seen {
  readonly host: string;
  readonly n: number;
}

const numbered = (): Table<Seen> => new Table<Seen>('seen', ({ host }) => host);
const row = (host: string, n = 1): Seen => ({ host, n });

/** What a store would hold after these changes. */
function store(rows: Map<string, string>, table: Table<Seen>): Map<string, string> {
  for (const { key, json } of table.take()) {
    if (json === null) rows.delete(key);
    else rows.set(key, json);
  }
  return rows;
}

function restored(rows: ReadonlyMap<string, string>): Table<Seen> {
  const table = numbered();
  for (const [key, json] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) table.restore(key, json);
  return table;
}

describe('Table', () => {
  it('stores rows under their own keys, in the order of these', () => {
    const table = new Table<Seen>('seen');
    table.put('b', row('b'));
    table.put('a', row('a'));
    expect(table.take().map(({ key }) => key)).toEqual(['a', 'b']);
    table.delete('a');
    table.delete('unknown');
    expect(table.take()).toEqual([{ table: 'seen', key: 'a', json: null }]);
    expect(table.take()).toEqual([]);
  });

  it('stores rows that tell their key under numbers, in the order in which they came', () => {
    const table = numbered();
    table.put('z', row('z'));
    table.put('a', row('a'));
    expect(table.take()).toEqual([
      { table: 'seen', key: 'next', json: '2' },
      { table: 'seen', key: '00000000', json: '{"host":"z","n":1}' },
      { table: 'seen', key: '00000001', json: '{"host":"a","n":1}' },
    ]);
    table.put('z', row('z', 2));
    expect(table.take()).toEqual([{ table: 'seen', key: '00000000', json: '{"host":"z","n":2}' }]);
  });

  it('never gives a number twice, whether or not it was brought back in between', () => {
    const lives = [false, true].map((restarts) => {
      let table = numbered();
      const rows = new Map<string, string>();
      for (const host of ['a', 'b']) table.put(host, row(host));
      store(rows, table);
      table.delete('b');
      store(rows, table);
      if (restarts) table = restored(rows);
      table.put('b', row('b', 2));
      table.put('gone', row('gone'));
      table.delete('gone');
      table.put('a', row('a', 3));
      return [...store(rows, table)];
    });
    expect(lives[0]).toEqual([
      ['next', '4'],
      ['00000000', '{"host":"a","n":3}'],
      ['00000002', '{"host":"b","n":2}'],
    ]);
    expect(lives[1]).toEqual(lives[0]);
  });

  it('finds a restored row by its own key and says which it was', () => {
    const table = numbered();
    expect(table.restore('next', '7')).toBeNull();
    expect(table.restore('00000003', '{"host":"a","n":1}')).toBe('a');
    expect(table.get('a')).toEqual(row('a'));
    expect([...table.entries()]).toEqual([['a', row('a')]]);
    expect(table.take()).toEqual([]);
  });
});
