import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterError } from '../domain/errors.ts';
import type { StateStore } from '../domain/ports/state-store.ts';
import type { LogRecord } from '../domain/record.ts';
import { storedTallies, TallyStage } from '../tests/fakes/tally-stage.ts';
import { ToldClock } from './clock/told-clock.ts';
import { ControlBodies } from './log/control-bodies.ts';
import { MemoryEventLog } from './log/memory-event-log.ts';
import { StageRunner } from './stage-runner.ts';
import type { RunnerSeat, StageProgress } from './stage-runner.ts';
import { MemoryStateStore } from './state/memory-state-store.ts';

const start = Date.UTC(2026, 10, 24, 8);
const never = new AbortController().signal;

function delivery(n: number, body: object = {}): LogRecord {
  const receivedAt = start + n;
  return {
    v: 1,
    id: `d${String(n)}`,
    tenant: 't',
    key: 'a',
    kind: 'delivery',
    occurredAt: receivedAt,
    receivedAt,
    body,
  };
}

/** The store with some commits failing first. */
function failing(store: StateStore, faults: Error[]): StateStore {
  return new Proxy(store, {
    get: (target, name) => {
      const fault = name === 'commit' ? faults.shift() : undefined;
      if (fault !== undefined) return () => Promise.reject(fault);
      return (Reflect.get(target, name) as () => unknown).bind(target);
    },
  });
}

/** The store that lets something happen at its first commit. */
function during(store: StateStore, happens: () => Promise<unknown>): StateStore {
  let isFirst = true;
  return new Proxy(store, {
    get: (target, name) => {
      const own = (Reflect.get(target, name) as (...words: unknown[]) => unknown).bind(target);
      if (name !== 'commit' || !isFirst) return own;
      isFirst = false;
      return async (unit: unknown) => {
        await happens();
        return own(unit);
      };
    },
  });
}

describe('StageRunner', () => {
  let log: MemoryEventLog;
  let store: MemoryStateStore;
  let clock: ToldClock;
  let runners: StageRunner[];
  const run = async (over: Partial<RunnerSeat> = {}): Promise<StageRunner> => {
    const create = (): TallyStage => new TallyStage();
    const seat = { create, input: 'events' as const, ticks: true, log, store, clock, controls: new ControlBodies(log) };
    const runner = await StageRunner.start({ ...seat, ...over });
    runners.push(runner);
    return runner;
  };
  /** Until the runner sleeps on the clock: then nothing else is left to do. */
  const asleepUntil = async (atMs: number): Promise<void> => {
    while (clock.nextWake() !== atMs) await new Promise((resolve) => setImmediate(resolve));
  };
  beforeEach(() => {
    log = new MemoryEventLog();
    store = new MemoryStateStore(log);
    clock = new ToldClock(start);
    runners = [];
  });
  afterEach(async () => {
    for (const runner of runners) await runner.stop();
  });

  it('takes records as they come and tells of its progress', async () => {
    const told: StageProgress[] = [];
    await log.append('events', [delivery(0), delivery(1)]);
    await run({ onProgress: (progress) => told.push(progress) });
    await log.waitFor('alerts', 0, 1, never);
    await log.append('events', [delivery(2)]);
    await log.waitFor('alerts', 0, 2, never);
    expect(await storedTallies(store)).toEqual({ a: 3 });
    await runners[0]?.stop();
    expect(told[0]).toMatchObject({ stage: 'tally', processed: 2, logicalMs: start + 1 });
    expect(told.at(-1)).toEqual({ stage: 'tally', processed: 1, lag: 0, logicalMs: start + 2 });
    expect(await runners[0]?.lag()).toBe(0);
  });

  it('ticks when a timer is due, and once a minute', async () => {
    await log.append('events', [delivery(0, { dueInMs: 1_500 })]);
    await run();
    await asleepUntil(start + 2_000);
    clock.advanceTo(start + 2_000);
    await log.waitFor('alerts', 0, 1, never);
    await asleepUntil(start + 60_000);
    clock.advanceTo(start + 60_000);
    await log.waitFor('events', 0, 2, never);
    await asleepUntil(start + 120_000);
    const events = await log.read('events', 0, 0, 10);
    expect(events.map((record) => `${record.kind} ${String(record.receivedAt - start)}`)).toEqual([
      'delivery 0',
      'tick 2000',
      'tick 60000',
    ]);
  });

  it('rests after a commit while no more is left than it took', async () => {
    await log.append('events', [delivery(0)]);
    const runner = await run({ restMs: 50, store: during(store, () => log.append('events', [delivery(1)])) });
    await asleepUntil(start + 50);
    expect(runner.offset).toBe(1);
    clock.advanceTo(start + 50);
    await asleepUntil(start + 100);
    expect(runner.offset).toBe(2);
  });

  it('does not rest when it falls behind', async () => {
    await log.append('events', [delivery(0)]);
    const more = [delivery(1), delivery(2), delivery(3)];
    const runner = await run({ restMs: 50, store: during(store, () => log.append('events', more)) });
    await asleepUntil(start + 50);
    expect(runner.offset).toBe(4);
  });

  it('stops while it waits, at once and for good', async () => {
    const runner = await run();
    await runner.stop();
    await runner.done;
    await log.append('events', [delivery(0)]);
    expect(await log.end('alerts', 0)).toBe(0);
  });

  it('tries again, ever more slowly, when the store is full, and loses nothing', async () => {
    const full = (): Error => new AdapterError('state-full', 'no space', { retryable: true });
    const waits: number[] = [];
    await log.append('events', [delivery(0)]);
    await run({ store: failing(store, [full(), full(), full()]), onRetry: ({ afterMs }) => waits.push(afterMs) });
    for (const afterMs of [100, 300, 700]) {
      await asleepUntil(start + afterMs);
      clock.advanceTo(start + afterMs);
    }
    await log.waitFor('alerts', 0, 0, never);
    expect(waits).toEqual([100, 200, 400]);
    expect(await storedTallies(store)).toEqual({ a: 1 });
  });

  it('ends with the reason when another owner has taken the stage', async () => {
    const runner = await run();
    await store.claim('tally', 0);
    await log.append('events', [delivery(0)]);
    await expect(runner.done).rejects.toMatchObject({ code: 'epoch-fenced' });
    await runner.stop();
  });
});
