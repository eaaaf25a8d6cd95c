import { expect, it } from 'vitest';
import { SeenChanges } from './seen-changes.ts';

const now = 1_000_000;

it('tells each change once, oldest first, whatever is asked for again', () => {
  const seen = new SeenChanges();
  const rows = [
    { id: '2', at: 100_000 },
    { id: '1', at: 100_000 },
    { id: '3', at: 50_000 },
  ];
  expect(seen.fresh(rows).map(({ id }) => id)).toEqual(['3', '1', '2']);
  seen.tell(rows, now);
  expect(seen.fresh([...rows, { id: '1', at: 101_000 }])).toEqual([{ id: '1', at: 101_000 }]);
});

it('tells a change of this second again, since another may follow within it', () => {
  const seen = new SeenChanges();
  const young = [{ id: '1', at: now - 1_000 }];
  seen.tell(young, now);
  expect(seen.fresh(young)).toEqual(young);
  seen.tell(young, now + 60_000);
  expect(seen.fresh(young)).toEqual([]);
});

it('forgets what is no longer asked for', () => {
  const seen = new SeenChanges();
  seen.tell([{ id: '1', at: 100 }], now);
  seen.forgetBefore(101);
  expect(seen.fresh([{ id: '1', at: 100 }])).toHaveLength(1);
});
