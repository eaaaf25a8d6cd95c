// The delivery shell on a told clock: what goes out when, what waits, what is said of it.
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdapterError } from '../../domain/errors.ts';
import type { StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { TicketOperation, TicketStep } from '../../domain/ticket.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import type { DeliverySeat } from '../../ticketing/delivery/delivery-seat.ts';
import { keyOf, plannedOperation, plannedRecord } from '../fakes/planned-operation.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';

let log: MemoryEventLog;
let store: StateStore;
let clock: ToldClock;
let sink: ForgetfulSink;
let stop: AbortController;
let running: Promise<void>;
let troubles: string[];

const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await turn();
};

async function start(more: Partial<DeliverySeat> = {}): Promise<Delivery> {
  stop = new AbortController();
  const seat = {
    log,
    store,
    clock,
    sinks: new Map([['desk', sink]]),
    onTrouble: ({ code }: { code: string }) => void troubles.push(code),
    ...more,
  };
  const delivery = await Delivery.open(seat);
  running = delivery.run(stop.signal);
  running.catch(() => undefined);
  await settle();
  return delivery;
}

async function end(): Promise<void> {
  stop.abort();
  await settle();
  clock.advanceTo(clock.now() + 10_000);
  await running;
}

async function plan(...operations: readonly TicketOperation[]): Promise<void> {
  log.appendNow(
    'tickets',
    operations.map((operation) => plannedRecord(operation, clock.now())),
  );
  await settle();
}

async function advance(byMs: number): Promise<void> {
  const until = clock.now() + byMs;
  for (let wake = clock.nextWake(); wake !== null && wake <= until; wake = clock.nextWake()) {
    clock.advanceTo(wake);
    await settle();
  }
  clock.advanceTo(until);
  await settle();
}

async function steps(kind: string, stream: 'tickets' | 'incidents' = 'tickets'): Promise<TicketStep[]> {
  const records: readonly StoredRecord[] = await log.read(stream, 0, 0, 10_000);
  return records.filter((record) => record.kind === kind).map((record) => record.body as TicketStep);
}

const reasons = (told: readonly TicketStep[]): string[] =>
  told.flatMap(({ decisions }) => decisions.map(({ reason }) => reason));

beforeEach(() => {
  log = new MemoryEventLog();
  store = new MemoryStateStore(log);
  clock = new ToldClock(1_000_000);
  sink = new ForgetfulSink(45_000, 4);
  sink.clock = () => clock.now();
  troubles = [];
});
afterEach(() => stop.abort());

describe('delivery', () => {
  it('opens at once, with no look-up and no waiting, and says so before and after', async () => {
    await start();
    const open = plannedOperation({ op: 'open', priority: 1 });
    await plan(open);
    expect(sink.calls).toEqual([{ method: 'create', key: open.key, at: 1_000_000 }]);
    expect((await steps('ticket-inflight')).map(({ operation }) => operation.id)).toEqual([open.id]);
    expect(await steps('ticket-done')).toMatchObject([{ operation: { id: open.id }, ticket: 'F-1', decisions: [] }]);
    await end();
  });

  it('tries a definite failure again after a while, without a look-up', async () => {
    await start();
    const whims = ['busy', 'busy'] as const;
    let calls = 0;
    sink.whim = () => whims[calls++] ?? 'fine';
    await plan(plannedOperation({ op: 'open' }));
    await advance(999);
    expect(sink.calls.map(({ method }) => method)).toEqual(['create', 'create']);
    await advance(2_000);
    expect(sink.calls.map(({ method }) => method)).toEqual(['create', 'create', 'create']);
    expect(reasons(await steps('ticket-inflight'))).toEqual(['ticket-retry', 'ticket-retry']);
    expect(await steps('ticket-done')).toHaveLength(1);
    await end();
  });

  it('waits the quarantine of a lost answer, looks, and adopts what is there', async () => {
    await start();
    let calls = 0;
    sink.whim = () => (calls++ === 0 ? 'after' : 'fine');
    await plan(plannedOperation({ op: 'open' }));
    await advance(44_999);
    expect(sink.calls).toHaveLength(1);
    await advance(1);
    expect(sink.calls.map(({ method }) => method)).toEqual(['create', 'find', 'create']);
    expect(sink.tickets.size).toBe(1);
    const [done] = await steps('ticket-done');
    expect(done).toMatchObject({ ticket: 'F-1' });
    expect([...reasons(await steps('ticket-inflight')), ...reasons([done!])]).toEqual([
      'ticket-in-doubt',
      'ticket-adopted',
    ]);
    await end();
  });

  it('treats a sink that throws, or never answers, as in doubt', async () => {
    await start();
    sink.create = () => Promise.reject(new Error('a bug'));
    await plan(plannedOperation({ op: 'open', incident: 'a' }));
    sink.create = () => new Promise(() => undefined);
    await plan(plannedOperation({ op: 'open', incident: 'b' }));
    await advance(45_000);
    await advance(45_000);
    const told = await steps('ticket-inflight');
    expect(reasons(told)).toEqual(['ticket-in-doubt', 'ticket-in-doubt']);
    stop.abort();
  });

  it('holds operations of one incident in order and lets others pass', async () => {
    await start();
    let release = (): void => undefined;
    sink.pause = () => new Promise((resolve) => (release = resolve));
    await plan(
      plannedOperation({ op: 'open', incident: 'slow' }),
      plannedOperation({ op: 'escalate', incident: 'slow', seq: 2 }),
    );
    const slow = release;
    sink.pause = () => Promise.resolve();
    await plan(plannedOperation({ op: 'open', incident: 'quick' }));
    expect((await steps('ticket-done')).map(({ operation }) => operation.incident)).toEqual(['quick']);
    slow();
    await settle();
    expect((await steps('ticket-done')).map(({ operation }) => `${operation.incident} ${operation.op}`)).toEqual([
      'quick open',
      'slow open',
      'slow escalate',
    ]);
    await end();
  });

  it('makes one of updates that wait, and says so; everything else goes out', async () => {
    await start();
    let release = (): void => undefined;
    sink.pause = () => new Promise((resolve) => (release = resolve));
    await plan(
      plannedOperation({ op: 'open' }),
      ...[2, 3, 4].map((seq) => plannedOperation({ op: 'update', seq, technicalText: `news ${String(seq)}` })),
    );
    await plan(
      plannedOperation({ op: 'escalate', seq: 5 }),
      plannedOperation({ op: 'update', seq: 6 }),
      plannedOperation({ op: 'resolve', seq: 7 }),
    );
    sink.pause = () => Promise.resolve();
    release();
    await settle();
    const done = await steps('ticket-done');
    expect(done.map(({ operation }) => operation.id.split('.')[1])).toEqual(['1', '4', '5', '6', '7']);
    expect(done[1]?.operation.fields.technicalText).toBe('news 2\nnews 3\nnews 4');
    const inflight = await steps('ticket-inflight');
    expect(inflight[1]?.decisions.map(({ reason, evidence }) => [reason, evidence['earlier']])).toEqual([
      ['ticket-coalesced', `${keyOf('inc-1')}.2`],
      ['ticket-coalesced', `${keyOf('inc-1')}.3`],
    ]);
    await end();
  });

  it('never calls more than the sink takes at once, and serves what wakes people first', async () => {
    await start();
    const waiting: (() => void)[] = [];
    sink.pause = () => new Promise((resolve) => void waiting.push(resolve));
    await plan(
      ...Array.from({ length: 9 }, (_, n) =>
        plannedOperation({ op: 'open', incident: `calm-${String(n)}`, priority: 4 }),
      ),
    );
    expect(sink.calls).toHaveLength(4);
    await plan(plannedOperation({ op: 'open', incident: 'burning', priority: 1 }));
    waiting.shift()?.();
    await settle();
    expect(sink.calls.at(-1)?.key).toBe(keyOf('burning'));
    sink.pause = () => Promise.resolve();
    for (const release of waiting) release();
    await settle();
    await end();
    expect(sink.tickets.size).toBe(10);
  });

  it('leaves a dead sink in peace, and hands over everything when it is back', async () => {
    const delivery = await start();
    sink.whim = () => 'busy';
    await plan(...Array.from({ length: 500 }, (_, n) => plannedOperation({ op: 'open', incident: `i-${String(n)}` })));
    await advance(10 * 60_000);
    expect(sink.calls.length).toBeLessThan(40);
    expect(delivery.standing.resting).toEqual(['desk']);
    sink.whim = () => 'fine';
    await advance(2 * 60_000);
    expect(sink.tickets.size).toBe(500);
    expect(delivery.standing).toMatchObject({ ready: 0, waiting: 0, inTheAir: 0, resting: [] });
    await end();
  });

  it('keeps its queue over a restart, and doubts what was in the air', async () => {
    await start();
    sink.pause = () => new Promise(() => undefined);
    await plan(...Array.from({ length: 6 }, (_, n) => plannedOperation({ op: 'open', incident: `i-${String(n)}` })));
    expect(sink.calls).toHaveLength(4);
    await end();
    sink.pause = () => Promise.resolve();
    sink.calls.length = 0;
    await start();
    expect(sink.calls.map(({ method }) => method)).toEqual(['create', 'create']);
    await advance(47_000);
    expect(sink.calls.filter(({ method }) => method === 'find')).toHaveLength(4);
    expect(sink.tickets.size).toBe(6);
    await end();
  });

  it('merges only once the survivor has a ticket, and links to it', async () => {
    await start();
    sink.pause = () => Promise.resolve();
    await plan(plannedOperation({ op: 'open', incident: 'copy' }));
    let release = (): void => undefined;
    sink.pause = () => new Promise((resolve) => (release = resolve));
    await plan(
      plannedOperation({ op: 'open', incident: 'main' }),
      plannedOperation({ op: 'merge', incident: 'copy', seq: 2, into: keyOf('main') }),
    );
    expect(sink.calls.map(({ method }) => method)).toEqual(['create', 'create']);
    sink.pause = () => Promise.resolve();
    release();
    await settle();
    expect(sink.tickets.get('F-1')).toMatchObject({ open: false, linkedTo: ['F-2'] });
    await end();
  });

  it('asks planning for a new generation where a ticket can no longer be opened', async () => {
    await start();
    await plan(plannedOperation({ op: 'open' }), plannedOperation({ op: 'resolve', seq: 2 }));
    sink.tickets.delete('F-1');
    await plan(plannedOperation({ op: 'reopen', seq: 3 }));
    expect(await steps('ticket-closed-for-good', 'incidents')).toMatchObject([
      { operation: { op: 'reopen' }, ticket: 'F-1' },
    ]);
    expect(await steps('ticket-refused')).toMatchObject([
      { operation: { op: 'reopen' }, decisions: [{ reason: 'ticket-refused' }] },
    ]);
    await plan({
      ...plannedOperation({ op: 'open', key: keyOf('inc-1', 'desk', 2) }),
      id: `${keyOf('inc-1', 'desk', 2)}.1`,
    });
    expect(sink.ticketsOf(keyOf('inc-1', 'desk', 2))).toHaveLength(1);
    await end();
  });

  it('reports a record that it cannot read and goes on; a sink nobody configured keeps its queue', async () => {
    const delivery = await start();
    log.appendNow('tickets', [{ ...plannedRecord(plannedOperation({ op: 'open' })), body: { operation: 'no' } }]);
    await plan(plannedOperation({ op: 'open', sink: 'gone' }), plannedOperation({ op: 'open', incident: 'fine' }));
    expect(troubles).toEqual(['ticket-step-unreadable']);
    expect(sink.tickets.size).toBe(1);
    expect(delivery.standing.ready).toBe(1);
    await end();
  });

  it('calls nothing while the disk is full, and goes on by itself', async () => {
    const inner = store;
    let full = true;
    store = Object.create(inner, {
      commit: {
        value: (unit: UnitOfWork) =>
          full ? Promise.reject(new AdapterError('state-full', 'full', { retryable: true })) : inner.commit(unit),
      },
      claim: { value: inner.claim.bind(inner) },
      position: { value: inner.position.bind(inner) },
      get: { value: inner.get.bind(inner) },
      load: { value: inner.load.bind(inner) },
      reset: { value: inner.reset.bind(inner) },
    }) as StateStore;
    await start();
    await plan(plannedOperation({ op: 'open' }));
    await advance(5_000);
    expect(sink.calls).toEqual([]);
    full = false;
    await advance(1_000);
    expect(sink.tickets.size).toBe(1);
    await end();
  });

  it('gives way to another process that took over', async () => {
    await start();
    await store.claim('delivery', 0);
    await plan(plannedOperation({ op: 'open' }));
    await expect(running).rejects.toMatchObject({ code: 'epoch-fenced' });
    expect(sink.calls).toEqual([]);
  });
});
