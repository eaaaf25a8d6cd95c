// The told clock runs at the demo's speed and does not jump back a little with each word of the server.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readToldClock, setToldClock } from './told-clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs on between two words', () => {
  setToldClock({ nowMs: 1_000_000, speed: 20 });
  vi.advanceTimersByTime(500);
  expect(readToldClock()).toBe(1_010_000);
  setToldClock({ nowMs: 1_009_000, speed: 20 });
  expect(readToldClock()).toBe(1_010_000);
  setToldClock({ nowMs: 500_000, speed: 1 });
  expect(readToldClock()).toBe(500_000);
});
