import { expect, test } from 'vitest';
import { recordOf } from '../../tests/contracts/event-log.ts';
import { RecordWindow } from './record-window.ts';

const kept = (...offsets: number[]): Parameters<RecordWindow['add']>[1] =>
  offsets.map((offset) => ({
    ...{ offset, bytes: 10 },
    record: () => ({ ...recordOf(offset), stream: 'events' as const, partition: 0, offset }),
  }));
const offsetsOf = (window: RecordWindow, from: number, max = 100, maxBytes = 1_000): number[] | null =>
  window.read(from, { max, maxBytes })?.map(({ offset }) => offset) ?? null;

test('keeps what follows on, and gives it from any place in it', () => {
  const window = new RecordWindow(1_000);
  window.add(3, kept(3, 4));
  window.add(5, kept(5, 7));
  expect(offsetsOf(window, 3)).toEqual([3, 4, 5, 7]);
  expect(offsetsOf(window, 6, 1)).toEqual([7]);
  expect(offsetsOf(window, 2)).toBeNull();
  expect(offsetsOf(window, 8)).toBeNull();
});

test('what does not follow on replaces it; what is known already adds nothing', () => {
  const window = new RecordWindow(1_000);
  window.add(3, kept(3, 4));
  window.add(4, kept(4, 5));
  expect(offsetsOf(window, 3)).toEqual([3, 4, 5]);
  window.add(9, kept(9));
  expect(offsetsOf(window, 3)).toBeNull();
  window.add(0, kept(0, 1));
  expect(offsetsOf(window, 9)).toEqual([9]);
});

test('the oldest go when it is full, never the newest', () => {
  const window = new RecordWindow(25);
  window.add(0, kept(0));
  window.add(1, kept(1, 2));
  expect(offsetsOf(window, 0)).toBeNull();
  expect(offsetsOf(window, 1)).toEqual([1, 2]);
  const small = new RecordWindow(5);
  small.add(0, kept(0));
  expect(offsetsOf(small, 0)).toEqual([0]);
});

test('of an answer that is larger than it, the beginning stays: there the reader goes on', () => {
  const window = new RecordWindow(25);
  window.add(0, kept(0, 1, 2));
  expect(offsetsOf(window, 0)).toEqual([0, 1]);
  expect(offsetsOf(window, 2)).toBeNull();
  window.add(2, kept(2));
  expect(offsetsOf(window, 1)).toEqual([1, 2]);
});

test('gives no more text than is asked for, one record whatever its size', () => {
  const window = new RecordWindow(1_000);
  window.add(0, kept(0, 1, 2));
  expect(offsetsOf(window, 0, 100, 25)).toEqual([0, 1]);
  expect(offsetsOf(window, 0, 100, 5)).toEqual([0]);
});
