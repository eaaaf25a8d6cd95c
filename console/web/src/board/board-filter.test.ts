// The filter and the address say the same.
import { expect, it } from 'vitest';
import type { IncidentRow } from '../api/shapes.ts';
import { fitsFilter, noFilter, readFilter, writeFilter } from './board-filter.ts';

const filter = { text: 'sw core', priorities: [1, 3], team: 'network', unacknowledged: true };

it('comes back from the address as it went in, and leaves the rest alone', () => {
  const address = writeFilter(new URLSearchParams('wall='), filter);
  expect(readFilter(address)).toEqual(filter);
  expect(address.has('wall')).toBe(true);
  expect(writeFilter(address, noFilter).toString()).toBe('wall=');
});

it.each(['priority=9,x,2', 'priority=2'])('reads %s leniently', (address) => {
  expect(readFilter(new URLSearchParams(address)).priorities).toEqual([2]);
});

it('narrows by owner and by who has it', () => {
  const incident = { team: 'network', acknowledgedBy: 'Amina' } as IncidentRow;
  expect(fitsFilter(incident, { ...noFilter, team: 'network' })).toBe(true);
  expect(fitsFilter(incident, { ...noFilter, team: 'web' })).toBe(false);
  expect(fitsFilter(incident, { ...noFilter, unacknowledged: true })).toBe(false);
});
