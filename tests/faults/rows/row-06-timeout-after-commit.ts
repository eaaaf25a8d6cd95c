// Row 6: each ticketing system creates tickets and loses the answers, while its search lags up to five minutes.
import { setImmediate as turn } from 'node:timers/promises';
import { ToldClock } from '../../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../../runtime/state/memory-state-store.ts';
import { Delivery } from '../../../ticketing/delivery/delivery.ts';
import { keyOf, plannedOperation, plannedRecord } from '../../fakes/planned-operation.ts';
import { DoubtfulSink } from '../doubtful-sink.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';
import { ticketingBenches, type BenchStart, type TicketingBench } from '../ticketing-benches.ts';

/** Creates whose answer is lost, per system. */
const doubts = { part: 150, whole: 10_000 };
const longestLagMs = 300_000;
/** On one system; then a new one is started: fakes look through all their tickets at each search. */
const roundDoubts = 500;
/** Planned at once; the rest when these are done. */
const wave = 250;
const lossShare = 0.85;

class DoubtRun {
  readonly #bench: TicketingBench;
  readonly #log = new MemoryEventLog();
  readonly #clock: ToldClock;
  readonly #sink: DoubtfulSink;
  readonly #keys: string[] = [];

  constructor(bench: TicketingBench, clock: ToldClock, chance: () => number) {
    this.#bench = bench;
    this.#clock = clock;
    this.#sink = new DoubtfulSink(bench.sink, {
      now: () => this.#clock.now(),
      searchLagMs: () => Math.floor(chance() * longestLagMs),
      longestLagMs,
      loses: () => chance() < lossShare,
      drop: bench.drop,
    });
  }

  async until(wanted: number): Promise<{ keys: readonly string[]; inDoubt: number }> {
    const store = new MemoryStateStore(this.#log);
    const sinks = new Map([['desk', this.#sink]]);
    const delivery = await Delivery.open({ log: this.#log, store, clock: this.#clock, sinks });
    const stopping = new AbortController();
    const running = delivery.run(stopping.signal);
    while (this.#sink.inDoubt < wanted) {
      this.#plan();
      await this.#settle(delivery);
    }
    stopping.abort();
    await running;
    return { keys: this.#keys, inDoubt: this.#sink.inDoubt };
  }

  #plan(): void {
    const records = Array.from({ length: wave }, (_, n) => {
      const incident = `inc-${String(this.#keys.length + n)}`;
      return plannedRecord(plannedOperation({ op: 'open', incident }), this.#clock.now());
    });
    for (let n = 0; n < wave; n += 1) this.#keys.push(keyOf(`inc-${String(this.#keys.length)}`));
    this.#log.appendNow('tickets', records);
  }

  /** Told time stands still while a call is in the air; then it goes to where somebody waits for it. */
  async #settle(delivery: Delivery): Promise<void> {
    for (;;) {
      for (let turns = 0; turns < 4; turns += 1) await turn();
      const { ready, waiting, blocked, inTheAir } = delivery.standing;
      if (inTheAir > 0) continue;
      if (ready + waiting + blocked === 0) return;
      this.#clock.advanceTo(this.#clock.nextWake() ?? this.#clock.now());
    }
  }

  /** As the system itself finds them. */
  async countOf(key: string): Promise<number> {
    const found = await this.#bench.sink.find(key);
    return found.outcome === 'found' ? found.tickets.length : -1;
  }
}

interface Doubted {
  readonly inDoubt: number;
  readonly tickets: number;
  readonly violations: readonly string[];
}

async function oneRound(name: string, start: BenchStart, wish: { seed: number; wanted: number }): Promise<Doubted> {
  const clock = new ToldClock(0);
  const bench = await start(clock);
  try {
    const run = new DoubtRun(bench, clock, seededChance(wish.seed));
    const { keys, inDoubt } = await run.until(wish.wanted);
    const violations: string[] = [];
    for (const key of keys) {
      const count = await run.countOf(key);
      if (count !== 1) violations.push(`${name}, seed ${wish.seed}: ${count} tickets of ${key}`);
    }
    return { inDoubt, tickets: keys.length, violations };
  } finally {
    await bench.close();
  }
}

async function allRounds(name: string, start: BenchStart, { seed, scale }: RowWish): Promise<Doubted> {
  const rounds: Doubted[] = [];
  for (let left = doubts[scale]; left > 0; left -= rounds.at(-1)?.inDoubt ?? 0) {
    rounds.push(await oneRound(name, start, { seed: seed + rounds.length, wanted: Math.min(left, roundDoubts) }));
  }
  return {
    inDoubt: rounds.reduce((sum, round) => sum + round.inDoubt, 0),
    tickets: rounds.reduce((sum, round) => sum + round.tickets, 0),
    violations: rounds.flatMap(({ violations }) => violations),
  };
}

async function run(wish: RowWish): Promise<RowReport> {
  const counts: Record<string, number> = {};
  const violations: string[] = [];
  for (const [name, start] of ticketingBenches) {
    const found = await allRounds(name, start, wish);
    counts[`${name} in doubt`] = found.inDoubt;
    counts[`${name} tickets`] = found.tickets;
    violations.push(...found.violations);
  }
  return { counts, violations };
}

export const timeoutAfterCommit: FaultRow = {
  row: 6,
  fault: 'the ticket is created, the answer lost, the search up to 300 s behind',
  missing: [],
  run,
};
