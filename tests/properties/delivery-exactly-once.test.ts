// Whatever a ticketing system forgets and wherever Vigie dies: one live ticket per key, order kept, nothing lost.
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TicketOperation } from '../../domain/ticket.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import { keyOf, plannedOperation, plannedRecord } from '../fakes/planned-operation.ts';
import { CrashingStore } from '../fakes/crashing-store.ts';
import type { Crash } from '../fakes/crashing-store.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import type { Whim } from '../fakes/forgetful-sink.ts';

const quarantineMs = 5_000;
const sinkName = 'desk';

interface Story {
  readonly incidents: readonly (readonly ('update' | 'escalate' | 'resolve-reopen')[])[];
  readonly mergeLast: boolean;
  readonly whims: readonly Whim[];
  readonly delays: readonly number[];
  readonly crashes: readonly Crash[];
  readonly losesState: boolean;
}

const story: fc.Arbitrary<Story> = fc.record({
  incidents: fc.array(fc.array(fc.constantFrom('update', 'update', 'escalate', 'resolve-reopen'), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  }),
  mergeLast: fc.boolean(),
  whims: fc.array(fc.constantFrom<Whim>('fine', 'fine', 'fine', 'busy', 'before', 'after'), {
    minLength: 1,
    maxLength: 40,
  }),
  delays: fc.array(fc.constantFrom(0, 0, 0, 20, 900, 4_900), { minLength: 1, maxLength: 20 }),
  crashes: fc.array(
    fc.record({
      atCommit: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
    { maxLength: 6 },
  ),
  losesState: fc.boolean(),
});

function operationsOf({ incidents, mergeLast }: Story): TicketOperation[] {
  const plans = incidents.map((ops, n) => {
    const incident = `inc-${String(n)}`;
    const words = [
      'open',
      ...ops.flatMap((op) => (op === 'resolve-reopen' ? ['resolve', 'reopen'] : [op])),
    ] as TicketOperation['op'][];
    const merges = mergeLast && n > 0 && n === incidents.length - 1;
    const all = [...words, merges ? ('merge' as const) : ('resolve' as const)];
    return all.map((op, at) =>
      plannedOperation({
        op,
        incident,
        sink: sinkName,
        seq: at + 1,
        into: op === 'merge' ? keyOf('inc-0', sinkName) : null,
        technicalText: `${op}-${String(at + 1)}`,
      }),
    );
  });
  // In turns, as incidents happen side by side; each in its own order.
  const longest = Math.max(...plans.map((plan) => plan.length));
  return Array.from({ length: longest }, (_, at) => plans.flatMap((plan) => plan.slice(at, at + 1))).flat();
}

async function live(
  { whims, delays, crashes, losesState }: Story,
  operations: readonly TicketOperation[],
): Promise<ForgetfulSink> {
  const log = new MemoryEventLog();
  let store = new MemoryStateStore(log);
  const clock = new ToldClock(0);
  const sink = new ForgetfulSink(quarantineMs, 3);
  let calls = 0;
  sink.whim = () => (calls < 60 ? (whims[calls++ % whims.length] ?? 'fine') : 'fine');
  let waits = 0;
  sink.pause = () => clock.until(clock.now() + (delays[waits++ % delays.length] ?? 0), new AbortController().signal);
  operations.forEach(
    (operation, n) =>
      void setTimeoutOf(clock, n * 700).then(() => log.appendNow('tickets', [plannedRecord(operation, clock.now())])),
  );

  const lives = [...crashes, null];
  for (const [n, crash] of lives.entries()) {
    if (losesState && n === 1) store = new MemoryStateStore(log);
    const stop = new AbortController();
    const seat = { log, store: new CrashingStore(store, crash), clock, sinks: new Map([[sinkName, sink]]) };
    const delivery = await Delivery.open(seat);
    let dead = false;
    const running = delivery.run(stop.signal).catch(() => (dead = true));
    for (let steps = 0; !dead; steps += 1) {
      expect(steps, 'it comes to rest').toBeLessThan(3_000);
      for (let turns = 0; turns < 6; turns += 1) await turn();
      const wake = clock.nextWake();
      if (wake === null) break;
      clock.advanceTo(wake);
    }
    stop.abort();
    for (let turns = 0; turns < 6; turns += 1) await turn();
    clock.advanceTo(clock.nextWake() ?? clock.now());
    await running;
  }
  return sink;
}

const setTimeoutOf = (clock: ToldClock, atMs: number): Promise<void> => clock.until(atMs, new AbortController().signal);

function check(sink: ForgetfulSink, operations: readonly TicketOperation[]): void {
  for (const key of new Set(operations.map((operation) => operation.key))) {
    const planned = operations.filter((operation) => operation.key === key);
    const tickets = sink.ticketsOf(key);
    expect(tickets.length, `tickets of ${key}`).toBe(1);
    const said = tickets[0]!.said;
    const ids = said.map(({ operation }) => operation);
    expect(new Set(ids).size, 'nothing is said twice').toBe(ids.length);
    const order = planned.map(({ id }) => id);
    expect(ids, 'in order').toEqual(order.filter((id) => ids.includes(id)));
    const must = planned.filter(({ op }) => op !== 'update').map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(must));
    const words = said.map(({ text }) => text).join('\n');
    for (const { fields } of planned) expect(words).toContain(fields.technicalText);
    expect(tickets[0]!.open).toBe(false);
  }
}

describe('delivery', () => {
  it('leaves exactly one ticket per key, in order, with everything said', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const operations = operationsOf(told);
        check(await live(told, operations), operations);
      }),
      { numRuns: 400, seed: 20_261_124 },
    );
  });
});
