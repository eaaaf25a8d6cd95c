import { expect, test } from 'vitest';
import type { SinkStanding } from '../../ticketing/delivery/delivery-seat.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { runOn } from './run-on.ts';
import { ShowClock } from './show-clock.ts';

const startMs = 1_000_000;
const speed = 600;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function toldAfter(sink: Pick<SinkStanding, 'backlog' | 'state'>, realSeconds: number): Promise<number> {
  const pace = new ToldClock(50);
  const clock = new ShowClock({ startMs, speed, pace });
  clock.runTo(startMs);
  const stop = new AbortController();
  const standing: SinkStanding = { sink: 'itop', oldestAt: startMs, inTheAir: 0, ...sink };
  const running = runOn({ clock, speed, pace, sinks: () => [standing] }, stop.signal);
  for (let half = 1; half <= realSeconds * 2; half += 1) {
    pace.advanceTo(50 + half * 500);
    await settled();
  }
  stop.abort();
  await running;
  return clock.now() - startMs;
}

test('runs on at the pace of the show while an operation waits for a system that rests', async () => {
  expect(await toldAfter({ backlog: 1, state: 'resting' }, 10)).toBe(10 * speed * 1_000);
});

test('stands where nothing waits, and where a person paused what waits', async () => {
  expect(await toldAfter({ backlog: 0, state: 'working' }, 10)).toBe(0);
  expect(await toldAfter({ backlog: 1, state: 'paused' }, 10)).toBe(0);
});
