// What was changed before a trouble: among its causes, in the ticket's words, and never an incident by itself.
import { expect, test } from 'vitest';
import { plant } from './plant.ts';
import { timeline } from './timeline.ts';

const site = {
  cmdb: {
    version: 1 as const,
    ...plant,
    cis: [...plant.cis, { id: 'db' }],
    relations: [...plant.relations, { from: 'shop-web', to: 'db', type: 'depends_on' }],
  } as never,
};
const change = { host: 'db', check: 'change', state: 'info', message: 'schema 12' } as const;
const slow = { host: 'shop-web', check: 'response time', severity: 'critical' } as const;

test('a change alone opens nothing', async () => {
  const told = await timeline(site).at('0:10').generic(change).runUntil('10:00');
  expect(told.incidents.size).toBe(0);
});

test('a change before the trouble is told with its CI', async () => {
  const told = await timeline(site).at('0:10').generic(change).at('5:00').generic(slow).runUntil('8:00');
  const candidates = told.incidents.get('I-1')?.rootCandidates ?? [];
  const db = candidates.find(({ ci }) => ci === 'db');
  expect(db?.change?.what).toBe('schema 12');
  expect(db?.because.map(({ term }) => term)).toContain('change');
});

test('one of long ago, or of a CI that nothing leads to, is not', async () => {
  const told = await timeline(site)
    .at('0:10')
    .generic(change)
    .at('0:20')
    .generic({ ...change, host: 'island' })
    .at('2:30:00')
    .generic(slow)
    .runUntil('2:33:00');
  const candidates = told.incidents.get('I-1')?.rootCandidates ?? [];
  expect(candidates.length).toBeGreaterThan(0);
  expect(candidates.filter((each) => each.change !== null && each.change !== undefined)).toEqual([]);
});
