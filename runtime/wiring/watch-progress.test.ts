import { expect, test } from 'vitest';
import { ToldClock } from '../clock/told-clock.ts';
import { watchProgress } from './watch-progress.ts';
import type { StageStanding } from './watch-progress.ts';

/** Watches for `seconds`, the stage standing as told at each second. */
async function watch(seconds: number, at: (second: number) => Omit<StageStanding, 'stage'>): Promise<string> {
  const pace = new ToldClock(0);
  const stop = new AbortController();
  const standing = async (): Promise<StageStanding[]> => [{ stage: 'judging', ...at(pace.now() / 1000) }];
  const watching = watchProgress({ pace, standing }, stop.signal).then(
    () => 'fine',
    (thrown: unknown) => (thrown as { code: string }).code,
  );
  for (let second = 1; second <= seconds; second += 1) {
    pace.advanceTo(second * 1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  stop.abort();
  return watching;
}

test.each([
  ['stands still with work', 56, () => ({ offset: 5, lag: 9, isWaiting: false }), 'stage-stalled'],
  ['stands still for less than that', 45, () => ({ offset: 5, lag: 9, isWaiting: false }), 'fine'],
  ['has nothing to do', 300, () => ({ offset: 5, lag: 0, isWaiting: false }), 'fine'],
  ['gets on slowly', 300, (second: number) => ({ offset: Math.floor(second / 40), lag: 9, isWaiting: false }), 'fine'],
  ['waits for a full disk', 300, () => ({ offset: 5, lag: 9, isWaiting: true }), 'fine'],
  [
    'stalls after a full disk',
    300,
    (second: number) => ({ offset: 5, lag: 9, isWaiting: second < 200 }),
    'stage-stalled',
  ],
] as const)('a stage that %s', async (_what, seconds, at, outcome) => {
  expect(await watch(seconds, at)).toBe(outcome);
});
