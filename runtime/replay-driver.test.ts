import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../domain/record.ts';
import { storedTallies, TallyStage } from '../tests/fakes/tally-stage.ts';
import { ToldClock } from './clock/told-clock.ts';
import { ControlBodies } from './log/control-bodies.ts';
import { MemoryEventLog } from './log/memory-event-log.ts';
import { driveToEnd } from './replay-driver.ts';
import type { ReplayInput } from './replay-driver.ts';
import { StageOwner } from './stage-owner.ts';
import { MemoryStateStore } from './state/memory-state-store.ts';

const start = Date.UTC(2026, 10, 24, 8);

function delivery(afterMs: number, key: string, body: object = {}): ReplayInput {
  const receivedAt = start + afterMs;
  const record = {
    v: 1 as const,
    id: `${key}${String(afterMs)}`,
    tenant: 't',
    key,
    occurredAt: receivedAt,
    receivedAt,
  };
  return { stream: 'events', record: { ...record, kind: 'delivery', body } };
}

async function replay(records: ReplayInput[], tailMs: number) {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  const clock = new ToldClock(start);
  const seat = { log, store, clock, controls: new ControlBodies(log), ticks: true };
  const participants = [
    await StageOwner.open({ ...seat, input: 'events', create: () => new TallyStage() }),
    await StageOwner.open({
      ...seat,
      input: 'alerts',
      create: () => new TallyStage({ name: 'next', to: 'incidents' }),
    }),
  ];
  const endedMs = await driveToEnd({ clock, log, participants, records, tailMs });
  const times = async (stream: 'events' | 'alerts'): Promise<string[]> =>
    (await log.read(stream, 0, 0, 1_000)).map((record) => `${record.kind} ${String(record.receivedAt - start)}`);
  return { log, store, endedMs, times, chains: participants.map((participant) => participant.chain) };
}

describe('driveToEnd', () => {
  it('ticks between the records by the rule, each stage on its own stream', async () => {
    const { times } = await replay([delivery(500, 'a', { dueInMs: 1_200 }), delivery(61_000, 'a')], 0);
    expect(await times('events')).toEqual(['delivery 500', 'tick 2000', 'tick 60000', 'delivery 61000']);
    expect(await times('alerts')).toEqual(['told 500', 'told 2000', 'tick 60000', 'told 61000']);
  });

  it('ticks before a record of the same time', async () => {
    const { times } = await replay([delivery(0, 'a', { dueInMs: 1_000 }), delivery(1_000, 'a')], 0);
    expect(await times('events')).toEqual(['delivery 0', 'tick 1000', 'delivery 1000']);
  });

  it('stops at once with no tail, though a timer is pending', async () => {
    const { endedMs, store } = await replay([delivery(0, 'a', { dueInMs: 90_000 })], 0);
    expect(endedMs).toBe(start);
    expect(await storedTallies(store)).toEqual({ a: 1 });
  });

  it('runs the clock on until no timer is pending', async () => {
    const { endedMs, times } = await replay([delivery(0, 'a', { dueInMs: 90_000 })], 1_800_000);
    expect(endedMs).toBe(start + 90_000);
    expect((await times('alerts')).at(-1)).toBe('told 90000');
  });

  it('runs it on no longer than the tail', async () => {
    const { endedMs } = await replay([delivery(0, 'a', { dueInMs: 9_000_000 })], 120_000);
    expect(endedMs).toBe(start + 120_000);
  });

  it('lets the next stage take an output before the next record comes', async () => {
    const seen: number[] = [];
    const log = new MemoryEventLog();
    const participant = (name: string) => ({
      name,
      tickAt: null,
      hasTimer: false,
      tick: () => Promise.resolve(),
      step: async () => {
        const end = await log.end('events', 0);
        if (seen.at(-1) === end || end === 0) return 0;
        seen.push(end);
        return 1;
      },
    });
    const records = [delivery(0, 'a'), delivery(1, 'a'), delivery(2, 'a')];
    await driveToEnd({ clock: new ToldClock(start), log, participants: [participant('x')], records, tailMs: 0 });
    expect(seen).toEqual([1, 2, 3]);
  });

  it('gives the same bytes each time', async () => {
    const records = Array.from({ length: 200 }, (_, n) => delivery(n * 777, `k${String(n % 7)}`, { dueInMs: 2_500 }));
    const [one, two] = [await replay(records, 60_000), await replay(records, 60_000)];
    expect(one.chains).toEqual(two.chains);
    const all = async (run: typeof one): Promise<LogRecord[]> => [...(await run.log.read('incidents', 0, 0, 9_999))];
    expect(JSON.stringify(await all(one))).toBe(JSON.stringify(await all(two)));
    expect(await one.store.hash('next', 0)).toBe(await two.store.hash('next', 0));
  });
});
