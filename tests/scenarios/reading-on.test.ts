// How far one look of the observer reads on, and what it makes of keys that are not of its own lanes.
import { expect, test } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { Lane } from '../../ticketing/delivery/lane.ts';
import { Observer } from '../../ticketing/observing/observer.ts';
import { call, keyNamed, operation } from '../contracts/ticket-sink.ts';
import { ForgetfulSystem } from '../fakes/forgetful-system.ts';

/** A system that always has more; the page says where its `n`th question leads. */
async function observing(page: (n: number) => string): Promise<{ observer: Observer; asked: () => number }> {
  const [log, clock, system] = [new MemoryEventLog(), new ToldClock(0), new ForgetfulSystem()];
  const lanes = { turn: 0, lanesOf: () => [], laneOfTicket: () => undefined, laneOfKey: () => undefined };
  let asked = 0;
  const observer = await Observer.open({
    ...{ name: 'itsm', sink: system.sink, log, store: new MemoryStateStore(log), clock, pace: clock },
    reader: {
      readSince: () => Promise.resolve({ outcome: 'read', tickets: [], cursor: page((asked += 1)), more: true }),
      readTickets: (ids) => system.readTickets(ids),
    },
    lanes: { ...lanes, settledSeq: () => null },
    ...{ language: 'en' as const, everyMs: 30_000, reconcileEveryMs: 300_000, tellsUserTickets: false, tenant: 'acme' },
    onTrouble: () => undefined,
  });
  return { observer, asked: () => asked };
}

test('a page that leads nowhere ends the look: the rest is for the next one', async () => {
  const { observer, asked } = await observing(() => 'the same second');
  await observer.look();
  expect(asked()).toBe(2);
});

test('whoever stops waits for the page in hand, and for no more', async () => {
  const stopping = new AbortController();
  const { observer, asked } = await observing((n) => {
    if (n === 3) stopping.abort();
    return String(n);
  });
  await observer.run(stopping.signal);
  expect(asked()).toBe(3);
});

/** Codes that are said of one ticket with a key that no lane of `itsm` has, and that one of `lanesOf` may have. */
async function troublesOver(lanesOf: string): Promise<string[]> {
  const [log, clock, system] = [new MemoryEventLog(), new ToldClock(0), new ForgetfulSystem()];
  await system.sink.create(call(operation('problem-a', 'open', 1), null));
  const lane: Lane = {
    ...{ id: 'P1', incident: 'P1', sink: lanesOf, unit: 'problem', tenant: 'acme', key: keyNamed('problem-a') },
    ...{ ticket: 'F-1', url: null, refused: false, queue: [], tail: { key: keyNamed('problem-a'), seq: 1 } },
    ...{ head: { phase: 'waiting', attempt: 0, notBefore: 0, look: false }, changedAt: 0, ended: false },
  };
  const troubles: string[] = [];
  const observer = await Observer.open({
    ...{ name: 'itsm', sink: system.sink, log, store: new MemoryStateStore(log), clock, pace: clock },
    reader: {
      readSince: () => system.readTickets(['F-1']),
      readTickets: (ids) => system.readTickets(ids),
    },
    lanes: {
      ...{ turn: 0, lanesOf: () => [], laneOfTicket: () => undefined, settledSeq: () => null },
      laneOfKey: (sink) => (sink === lanesOf ? lane : undefined),
    },
    ...{ language: 'en' as const, everyMs: 30_000, reconcileEveryMs: 300_000, tellsUserTickets: false, tenant: 'acme' },
    onTrouble: ({ code }) => troubles.push(code),
  });
  await observer.look();
  return troubles;
}

test("a problem's record among the tickets of its system is no orphan; another's is", async () => {
  expect(await troublesOver('itsm.problems')).toEqual([]);
  expect(await troublesOver('elsewhere.problems')).toEqual(['ticket-orphan']);
});
