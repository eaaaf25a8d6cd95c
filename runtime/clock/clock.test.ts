import { describe, expect, it } from 'vitest';
import { SystemClock } from './system-clock.ts';
import { ToldClock } from './told-clock.ts';

const never = new AbortController().signal;

describe('ToldClock', () => {
  it('stands still, never goes back, wakes sleepers in the order of their times', async () => {
    const clock = new ToldClock(100);
    const woken: number[] = [];
    const sleeps = [300, 200, 400].map((atMs) => clock.until(atMs, never).then(() => woken.push(atMs)));
    expect(clock.nextWake()).toBe(200);
    clock.advanceTo(50);
    expect(clock.now()).toBe(100);
    clock.advanceTo(300);
    await Promise.all(sleeps.slice(0, 2));
    expect(woken).toEqual([200, 300]);
    clock.advanceTo(400);
    await Promise.all(sleeps);
    expect(clock.nextWake()).toBeNull();
  });

  it('lets a sleeper go when the signal aborts', async () => {
    const clock = new ToldClock(0);
    const stop = new AbortController();
    const asleep = clock.until(1_000, stop.signal);
    stop.abort();
    await asleep;
    expect(clock.nextWake()).toBeNull();
  });
});

describe('SystemClock', () => {
  const made = () => {
    const time = { wall: 1_000_000, monotonic: 0 };
    const jumps: number[] = [];
    const clock = new SystemClock({
      wall: () => time.wall,
      monotonic: () => time.monotonic,
      onJump: (leadMs) => jumps.push(leadMs),
    });
    const pass = (ms: number): number => {
      time.wall += ms;
      time.monotonic += ms;
      return clock.now();
    };
    return { time, jumps, clock, pass };
  };

  it('runs with the monotonic clock from the wall at start', () => {
    const { pass, jumps } = made();
    expect(pass(1_234)).toBe(1_001_234);
    expect(jumps).toEqual([]);
  });

  it.each([
    { jumpMs: 3_600_000, afterMinute: 1_066_000 },
    { jumpMs: -86_400_000, afterMinute: 1_054_000 },
  ])('follows a jump of $jumpMs ms gently, and tells of it once', ({ jumpMs, afterMinute }) => {
    const { time, jumps, clock, pass } = made();
    time.wall += jumpMs;
    expect(clock.now()).toBe(1_000_000);
    expect(pass(60_000)).toBe(afterMinute);
    expect(jumps).toEqual([jumpMs]);
    expect(Math.sign(clock.leadMs())).toBe(Math.sign(jumpMs));
  });

  it('is with the wall again after a small jump, and never went back', () => {
    const { time, clock, jumps, pass } = made();
    time.wall -= 4_000;
    const seen = Array.from({ length: 50 }, () => pass(1_000));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(clock.now()).toBe(time.wall);
    expect(jumps).toEqual([]);
  });

  it('tells of a second jump after the first is over', () => {
    const { time, jumps, pass } = made();
    for (const jumpMs of [6_000, 7_000]) {
      time.wall += jumpMs;
      for (let n = 0; n < 100; n++) pass(1_000);
    }
    expect(jumps.length).toBe(2);
  });

  it('wakes no sleeper early', async () => {
    const clock = new SystemClock();
    const at = clock.now() + 20;
    await clock.until(at, never);
    expect(clock.now()).toBeGreaterThanOrEqual(at);
  });
});
