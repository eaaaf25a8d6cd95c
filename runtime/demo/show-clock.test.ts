import { expect, test } from 'vitest';
import { ToldClock } from '../clock/told-clock.ts';
import { ShowClock } from './show-clock.ts';

const startMs = 1_000_000;
const never = new AbortController().signal;

function show(speed: number): { clock: ShowClock; pace: ToldClock } {
  const pace = new ToldClock(50);
  return { clock: new ShowClock({ startMs, speed, pace }), pace };
}

async function state(promise: Promise<unknown>): Promise<'over' | 'waits'> {
  let found: 'over' | 'waits' = 'waits';
  void promise.then(() => (found = 'over'));
  await new Promise((resolve) => setImmediate(resolve));
  return found;
}

test('stands until the show begins, then runs at its speed', () => {
  const { clock, pace } = show(20);
  pace.advanceTo(10_000);
  expect(clock.now()).toBe(startMs);
  clock.runTo(Infinity);
  pace.advanceTo(10_500);
  expect(clock.now()).toBe(startMs + 10_000);
});

test('never runs past what is still to be played, and catches up afterwards', () => {
  const { clock, pace } = show(10);
  clock.runTo(startMs + 500);
  pace.advanceTo(1_050);
  expect(clock.now()).toBe(startMs + 500);
  clock.runTo(startMs + 400);
  expect(clock.now()).toBe(startMs + 500);
  clock.runTo(startMs + 20_000);
  expect(clock.now()).toBe(startMs + 10_000);
});

test('wakes who waits when their time is told', async () => {
  const { clock, pace } = show(10);
  const soon = clock.until(startMs + 1_000, never);
  const later = clock.until(startMs + 5_000, never);
  expect(await state(soon)).toBe('waits');
  clock.runTo(startMs + 2_000);
  expect(await state(soon)).toBe('waits');
  pace.advanceTo(150);
  expect(await state(soon)).toBe('over');
  pace.advanceTo(9_000);
  expect(await state(later)).toBe('waits');
  clock.runTo(startMs + 5_000);
  expect(await state(later)).toBe('over');
});

test('lets go when it is aborted, even after the last minute', async () => {
  const { clock } = show(10);
  const stop = new AbortController();
  const waiting = clock.until(startMs + 1, stop.signal);
  expect(await state(waiting)).toBe('waits');
  stop.abort();
  expect(await state(waiting)).toBe('over');
});
