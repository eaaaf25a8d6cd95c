import { expect, it } from 'vitest';
import { atMost } from './at-most.ts';
import { ToldClock } from './told-clock.ts';

it('is over with its work, whether that did or failed', async () => {
  const clock = new ToldClock(0);
  expect(await atMost(1_000, clock, Promise.resolve())).toBe(true);
  expect(await atMost(1_000, clock, Promise.reject(new Error('it broke')))).toBe(true);
});

it('does not wait for what hangs', async () => {
  const clock = new ToldClock(0);
  const waited = atMost(1_000, clock, new Promise(() => undefined));
  clock.advanceTo(1_000);
  expect(await waited).toBe(false);
});
