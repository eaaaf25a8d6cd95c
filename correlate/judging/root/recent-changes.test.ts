// Which change may have caused a trouble: the last before it, not too long ago, told or planned.
import { describe, expect, test } from 'vitest';
import { Table } from '../../../domain/table.ts';
import type { ChangeRow } from '../working-rows.ts';
import { changeBefore, forgetChangesAt, noteChange, plannedByCi, type ChangeBook } from './recent-changes.ts';

const hourMs = 3_600_000;
const onset = 10 * hourMs;

function book(windows: Parameters<typeof plannedByCi>[0] = []): ChangeBook {
  return { changes: new Table<ChangeRow>('change'), planned: plannedByCi(windows), withinMs: 2 * hourMs };
}

describe('a change that a feed told', () => {
  test('is the last one before the trouble, and fades', () => {
    const told = book();
    noteChange(told, 'db', { at: onset - hourMs, what: 'older' });
    noteChange(told, 'db', { at: onset - hourMs / 2, what: 'newer' });
    noteChange(told, 'db', { at: onset + 2 * 60_000, what: 'the cure' });
    expect(changeBefore(told, 'db', onset)).toEqual({ at: onset - hourMs / 2, what: 'newer', freshness: 0.75 });
  });
  test.each([
    [2 * hourMs, null],
    [3 * hourMs, null],
    [-30_000, 1],
  ])('%d ms before counts %s', (ageMs, freshness) => {
    const told = book();
    noteChange(told, 'db', { at: onset - ageMs, what: 'x' });
    expect(changeBefore(told, 'db', onset)?.freshness ?? null).toBe(freshness);
  });
  test('twice is one', () => {
    const told = book();
    for (const what of ['x', 'x', 'y', 'x']) noteChange(told, 'db', { at: onset, what });
    expect(told.changes.get('db')?.latest).toHaveLength(2);
  });
  test('is forgotten when it cannot matter any more', () => {
    const told = book();
    expect(forgetChangesAt(told, 'db')).toBeNull();
    noteChange(told, 'db', { at: onset, what: 'x' });
    expect(forgetChangesAt(told, 'db')).toBe(onset + 2 * hourMs);
  });
});

describe('planned work', () => {
  const window = {
    id: 'm1',
    cis: ['db'],
    from: '1970-01-01T08:00:00Z',
    to: '1970-01-01T09:30:00Z',
    reason: 'kernel update',
  };
  test('counts from its end, at full while it goes on', () => {
    expect(changeBefore(book([window]), 'db', onset)).toMatchObject({ what: 'kernel update', freshness: 0.75 });
    expect(changeBefore(book([window]), 'db', 9 * hourMs)).toMatchObject({ freshness: 1 });
  });
  test('that has not begun, or of another CI, does not', () => {
    expect(changeBefore(book([window]), 'db', 7 * hourMs)).toBeNull();
    expect(changeBefore(book([window]), 'web', onset)).toBeNull();
  });
});
