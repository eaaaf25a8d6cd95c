// A ticketing system away for hours: 10,000 operations wait, then go out in the order of each incident, none lost.
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import type { TicketOp } from '../../domain/ticket.ts';
import { sinkPausedKind } from '../../domain/ticket.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { plannedOperation, plannedRecord } from '../fakes/planned-operation.ts';

const life: readonly TicketOp[] = ['open', 'escalate', 'escalate', 'resolve'];
const incidents = 2_500;
const hourMs = 3_600_000;

function stand(): { log: MemoryEventLog; clock: ToldClock; sink: ForgetfulSink; open: () => Promise<Delivery> } {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  const clock = new ToldClock(1_000_000);
  const sink = new ForgetfulSink(45_000, 4);
  sink.clock = () => clock.now();
  return { log, clock, sink, open: () => Delivery.open({ log, store, clock, sinks: new Map([['desk', sink]]) }) };
}

async function until(clock: ToldClock, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    for (let turns = 0; turns < 50; turns += 1) await turn();
    const wake = clock.nextWake();
    if (!isOver() && wake !== null) clock.advanceTo(Math.max(wake, clock.now()));
  }
}

const backlogOf = (delivery: Delivery): number => delivery.sinkStandings()[0]?.backlog ?? 0;

it('drains 10,000 operations in order after five hours', { timeout: 120_000 }, async () => {
  const { log, clock, sink, open } = stand();
  const delivery = await open();
  const stop = new AbortController();
  const running = delivery.run(stop.signal);
  sink.whim = () => 'busy';
  for (const [index, op] of life.entries()) {
    const planned = Array.from({ length: incidents }, (_, n) =>
      plannedRecord(plannedOperation({ op, incident: `i-${String(n)}`, seq: index + 1 }), clock.now()),
    );
    log.appendNow('tickets', planned);
    const end = clock.now() + 5 * (hourMs / life.length);
    await until(clock, () => clock.now() >= end);
  }
  const [standing] = delivery.sinkStandings();
  expect(standing).toMatchObject({ sink: 'desk', backlog: 10_000, state: 'resting' });
  const asked = sink.calls.length;
  expect(asked).toBeLessThan(5 * 60 * 3);
  sink.whim = () => 'fine';
  await until(clock, () => backlogOf(delivery) === 0);
  expect(sink.tickets.size).toBe(incidents);
  const wrong = [...sink.tickets.values()].filter(({ said }) => said.map(({ op }) => op).join() !== life.join());
  expect(wrong).toEqual([]);
  stop.abort();
  clock.advanceTo(clock.now() + 10_000);
  await running;
});

it('a paused system is told nothing, over a restart too, and all of it once it is resumed', async () => {
  const { log, clock, sink, open } = stand();
  const pause = (paused: boolean): void => {
    const body = { sink: 'desk', paused, by: 'Ada', reason: 'upgrade', at: clock.now() };
    const time = { occurredAt: clock.now(), receivedAt: clock.now() };
    log.appendNow('tickets', [
      { v: 1, id: `pause-${String(paused)}`, tenant: 'acme', key: 'desk', kind: sinkPausedKind, ...time, body },
    ]);
  };
  pause(true);
  for (const isSecondLife of [false, true]) {
    const delivery = await open();
    const stop = new AbortController();
    const running = delivery.run(stop.signal);
    if (!isSecondLife) log.appendNow('tickets', [plannedRecord(plannedOperation({ op: 'open' }), clock.now())]);
    for (let turns = 0; turns < 30; turns += 1) await turn();
    expect(delivery.sinkStandings()).toMatchObject([{ sink: 'desk', backlog: 1, state: 'paused' }]);
    expect(sink.calls).toEqual([]);
    if (isSecondLife) {
      pause(false);
      await until(clock, () => backlogOf(delivery) === 0);
      expect(sink.tickets.size).toBe(1);
    }
    stop.abort();
    clock.advanceTo(clock.now() + 10_000);
    await running;
  }
});
