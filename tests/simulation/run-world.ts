// Lets one world happen, from its first fault to its rest, and says what did not hold.
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { violationsOf } from './invariants.ts';
import type { Rest } from './invariants.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { tenant } from './site.ts';
import { ForgettableStore } from './forgettable-store.ts';
import { Outside } from './outside.ts';
import type { LastStep, Perils } from './outside.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import { SimulatedProcess } from './simulated-process.ts';
import { SimulatedSource } from './simulated-source.ts';
import { VirtualScheduler } from './virtual-scheduler.ts';
import { calmAtMs, drawWorld, endAtMs, quarantineMs } from './world.ts';
import type { World } from './world.ts';

const startMs = Date.UTC(2026, 10, 23, 19);

export interface WorldReport {
  readonly seed: number;
  readonly lives: number;
  readonly steps: number;
  readonly records: number;
  readonly tickets: number;
  readonly violations: readonly string[];
}

/** What a run brings of its own, in place of what its world draws. */
export interface WorldParts {
  readonly sink?: TicketSink;
  readonly isLast?: LastStep;
  /** Looks at what is left when nothing moves any more. */
  readonly atRest?: (rest: Pick<Rest, 'log' | 'store'>) => Promise<void>;
}

export async function runWorld(seed: number, world = drawWorld(seed), parts: WorldParts = {}): Promise<WorldReport> {
  const house = new SimulatedHouse(world, parts);
  try {
    return await house.live();
  } catch (thrown) {
    const why = thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'unknown';
    return { seed, lives: house.lives, steps: 0, records: 0, tickets: 0, violations: [why] };
  }
}

class SimulatedHouse {
  readonly #world: World;
  readonly #log = new MemoryEventLog();
  readonly #store = new ForgettableStore(this.#log);
  readonly #clock = new ToldClock(startMs);
  readonly #scheduler: VirtualScheduler;
  readonly #sink: ForgetfulSink;
  readonly #perils: Perils;
  readonly #parts: WorldParts;
  #process: SimulatedProcess | null = null;
  lives = 0;

  constructor(world: World, parts: WorldParts) {
    this.#world = world;
    this.#parts = parts;
    const { dice, crashOneIn, refuseOneIn, concurrency, searchLagMs } = world;
    this.#scheduler = new VirtualScheduler(this.#clock, dice);
    this.#perils = { crashOneIn, refuseOneIn };
    this.#sink = new ForgetfulSink(quarantineMs, concurrency);
    this.#sink.clock = () => this.#clock.now();
    this.#sink.searchLagMs = searchLagMs;
    this.#sink.whim = () => (this.#isCalm() ? 'fine' : dice.pick(world.whims));
    this.#sink.pause = () => this.#answerLater();
  }

  async live(): Promise<WorldReport> {
    const { statements, seed } = this.#world;
    const clock = this.#clock;
    const source = new SimulatedSource({ statements, startMs, clock, process: () => this.#process });
    await this.#announce();
    this.#begin();
    await this.#scheduler.runUntil(startMs + calmAtMs);
    this.#perils.crashOneIn = 0;
    this.#perils.refuseOneIn = 0;
    await this.#scheduler.runUntil(startMs + endAtMs);
    const rest = { log: this.#log, store: this.#store, process: this.#process, acknowledged: source.acknowledged };
    const sink = this.#parts.sink === undefined ? this.#sink : null;
    await this.#parts.atRest?.(rest);
    const violations = await violationsOf({ ...rest, sink, statements });
    const { lives } = this;
    const records = await this.#log.end('tickets', 0);
    return { seed, lives, steps: this.#scheduler.steps, records, tickets: this.#sink.tickets.size, violations };
  }

  /** The site is known before anything goes wrong: docs/reliability.md, "Known gaps". */
  async #announce(): Promise<void> {
    const { policy, cmdb } = this.#world;
    const controls = await SiteControls.open(this.#log, tenant);
    await controls.announce({ kind: 'policy', body: policy }, startMs);
    await controls.announce({ kind: 'cmdb', body: cmdb }, startMs);
  }

  #isCalm(): boolean {
    return this.#clock.now() >= startMs + calmAtMs;
  }

  async #answerLater(): Promise<void> {
    const { dice, answersMs, deleteOneIn } = this.#world;
    const later = dice.pick(answersMs);
    if (later > 0) await this.#until(this.#clock.now() + later);
    if (this.#isCalm() || !dice.oneIn(deleteOneIn)) return;
    const [oldest] = this.#sink.tickets.values();
    if (oldest !== undefined) this.#sink.remove(oldest.id);
  }

  #begin(): void {
    this.lives += 1;
    const life = { dead: false, frozen: false, number: this.lives };
    const { dice } = this.#world;
    const onDeath = (): void => this.#end(life);
    const { isLast, sink = this.#sink } = this.#parts;
    const wire = sink !== this.#sink;
    const told = isLast === undefined ? {} : { isLast };
    const outside = new Outside({
      scheduler: this.#scheduler,
      dice,
      perils: this.#perils,
      life,
      onDeath,
      wire,
      ...told,
    });
    this.#process = new SimulatedProcess({
      world: this.#world,
      life,
      log: outside.log(this.#log),
      store: outside.store(this.#store),
      clock: outside.clock(this.#clock),
      sink: outside.sink(sink),
      onEnd: onDeath,
    });
  }

  /** Dead, or frozen to thaw when another one has its place already. */
  #end(life: { dead: boolean; frozen: boolean }): void {
    if (life.dead) return;
    const { dice, freezeOneIn } = this.#world;
    const isPresent = this.#process?.life === life;
    if (isPresent && !this.#isCalm() && dice.oneIn(freezeOneIn)) {
      life.frozen = true;
      void this.#until(this.#clock.now() + dice.between(1, 60_000)).then(() => (life.frozen = false));
    } else {
      life.dead = true;
    }
    if (!isPresent) return;
    this.#process = null;
    void this.#restart();
  }

  async #restart(): Promise<void> {
    const { dice, keeps } = this.#world;
    const kept = dice.pick(keeps);
    if (kept < 1) await this.#store.forget(kept);
    await this.#until(this.#clock.now() + dice.pick([1, 500, 8_000]));
    this.#begin();
  }

  #until(atMs: number): Promise<void> {
    return this.#clock.until(atMs, new AbortController().signal);
  }
}
