// Row 5: a ticketing system that says 429 with Retry-After, or 500 for an hour.
import { setImmediate as turn } from 'node:timers/promises';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../../runtime/state/memory-state-store.ts';
import { Delivery } from '../../../ticketing/delivery/delivery.ts';
import { keyOf, plannedOperation, plannedRecord } from '../../fakes/planned-operation.ts';
import { ForgetfulSink } from '../../fakes/forgetful-sink.ts';
import type { SinkOutcome, TicketSink } from '../../../ticketing/sink.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';

const trials = { part: 200, whole: 5_000 };

/** Refuses the first create of each ticket as it is told. */
class MoodySink extends ForgetfulSink {
  readonly heard = new Map<string, number[]>();
  readonly #moods: (key: string) => SinkOutcome | null;

  constructor(moods: (key: string) => SinkOutcome | null, now: () => number) {
    super(5_000, 8);
    this.#moods = moods;
    this.clock = now;
  }

  override async create(call: Parameters<TicketSink['create']>[0]): Promise<SinkOutcome> {
    const { key } = call.operation;
    const times = this.heard.get(key) ?? [];
    this.heard.set(key, [...times, this.clock()]);
    const mood = times.length === 0 ? this.#moods(key) : null;
    return mood ?? super.create(call);
  }
}

async function tryAsked(seed: number, count: number): Promise<{ early: number; late: number; doubled: number }> {
  const chance = seededChance(seed);
  const clock = new ToldClock(0);
  const log = new MemoryEventLog();
  const asked = new Map<string, number>();
  const sink = new MoodySink(
    (key) => {
      const retryAfterMs = 1_000 * Math.ceil(chance() * 120);
      asked.set(key, retryAfterMs);
      return { outcome: 'failed', code: 'busy', message: '429', systemic: false, retryAfterMs };
    },
    () => clock.now(),
  );
  const delivery = await Delivery.open({
    log,
    store: new MemoryStateStore(log),
    clock,
    sinks: new Map([['desk', sink]]),
  });
  const stopping = new AbortController();
  const running = delivery.run(stopping.signal);
  for (let n = 0; n < count; n += 1) {
    log.appendNow('tickets', [
      plannedRecord(plannedOperation({ op: 'open', incident: `i-${String(n)}` }), clock.now()),
    ]);
    await rest(clock, delivery);
  }
  stopping.abort();
  await running;
  const waits = [...sink.heard].map(([key, [first = 0, second = 0]]) => second - first - (asked.get(key) ?? 0));
  return {
    early: waits.filter((ms) => ms < 0).length,
    late: waits.filter((ms) => ms > 1_000).length,
    doubled: [...sink.heard.keys()].filter((key) => sink.ticketsOf(key).length !== 1).length,
  };
}

async function rest(clock: ToldClock, delivery: Delivery): Promise<void> {
  for (;;) {
    await turn();
    await turn();
    const { ready, waiting, blocked, inTheAir } = delivery.standing;
    if (ready + waiting + blocked + inTheAir === 0) return;
    clock.advanceTo(clock.nextWake() ?? clock.now());
  }
}

/** Calls that reach a system which answers nothing but 500 for an hour, with a hundred tickets waiting. */
async function tryDown(): Promise<{ calls: number; open: boolean; served: number }> {
  const clock = new ToldClock(0);
  const log = new MemoryEventLog();
  const sink = new ForgetfulSink(5_000, 8);
  sink.whim = () => (clock.now() < 3_600_000 ? 'busy' : 'fine');
  const delivery = await Delivery.open({
    log,
    store: new MemoryStateStore(log),
    clock,
    sinks: new Map([['desk', sink]]),
  });
  const stopping = new AbortController();
  const running = delivery.run(stopping.signal);
  const waiting = 100;
  for (let n = 0; n < waiting; n += 1) {
    log.appendNow('tickets', [plannedRecord(plannedOperation({ op: 'open', incident: `i-${String(n)}` }), 0)]);
  }
  let open = false;
  while (clock.now() < 3_600_000) {
    await turn();
    await turn();
    open ||= delivery.standing.resting.includes('desk');
    clock.advanceTo(clock.nextWake() ?? 3_600_000);
  }
  const calls = sink.calls.length;
  await rest(clock, delivery);
  stopping.abort();
  await running;
  const served = Array.from({ length: waiting }, (_, n) => keyOf(`i-${String(n)}`));
  return { calls, open, served: served.filter((key) => sink.ticketsOf(key).length === 1).length };
}

/** One probe a minute at most, once the breaker rests as long as it may; before that a few more. */
const mostCallsInAnHour = 200;

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const { early, late, doubled } = await tryAsked(seed, trials[scale]);
  const { calls, open, served } = await tryDown();
  return {
    counts: { 'Retry-After': trials[scale], early, 'over 1 s late': late, 'calls in an hour of 500s': calls, served },
    violations: [
      ...(early + late > 0 ? ['Retry-After was not kept within 1 s'] : []),
      ...(doubled > 0 ? [`I2: ${String(doubled)} keys without exactly one ticket`] : []),
      ...(open ? [] : ['the breaker never opened']),
      ...(calls > mostCallsInAnHour ? [`${String(calls)} calls to a system that is down`] : []),
      ...(served === 100 ? [] : [`${String(100 - served)} tickets were not served after it came back`]),
    ],
  };
}

export const slowAndRefusing: FaultRow = {
  row: 5,
  fault: 'the ticketing system says 429 or 500, for seconds or an hour',
  missing: [],
  run,
};
