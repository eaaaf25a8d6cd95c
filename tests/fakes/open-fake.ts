// A fake ticketing system and Vigie's own adapter that speaks to it, opened as the program opens it.
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { SinkProbe } from '../../ticketing/probe.ts';
import type { TicketReader } from '../../ticketing/reader.ts';
import type { SinkKind, TicketSystem } from '../../ticketing/sink-kind.ts';
import type { SinkOutcome, TicketSink } from '../../ticketing/sink.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { call, operation } from '../contracts/ticket-sink.ts';
import type { FakeSystem } from './fake-system.ts';
import { fakeSystems } from './fake-systems.ts';
import type { FakeName, FakeOf, StartedFake } from './fake-systems.ts';

export class OpenFake<Fake extends FakeSystem> {
  readonly started: StartedFake<Fake>;
  readonly kind: SinkKind<unknown>;
  readonly clock: ToldClock;
  readonly #more: object;
  readonly #store = new MemoryStateStore(new MemoryEventLog());
  readonly #systems: TicketSystem[] = [];
  #system: TicketSystem | null = null;

  constructor(started: StartedFake<Fake>, more: object, clock: ToldClock) {
    this.started = started;
    this.kind = sinkKinds[started.section['type'] as keyof typeof sinkKinds] as SinkKind<unknown>;
    this.#more = more;
    this.clock = clock;
  }

  get fake(): Fake {
    return this.started.fake;
  }

  get system(): TicketSystem {
    if (this.#system === null) throw new Error('it is not open');
    return this.#system;
  }

  get sink(): TicketSink {
    return this.system.sink;
  }

  get reader(): TicketReader {
    return there(this.system.reader);
  }

  get probe(): SinkProbe {
    return there(this.system.probe);
  }

  /** Members of the section that differ, from now on. */
  async reconfigure(more: object): Promise<this> {
    this.#system = await this.openAs(more);
    return this;
  }

  /** One more adapter for the same fake; `stop` ends it too. */
  async openAs(more: object): Promise<TicketSystem> {
    const section = { ...this.started.section, ...this.#more, ...more };
    const system = await this.kind.open(this.kind.schema.parse(section), { store: this.#store, clock: this.clock });
    this.#systems.push(system);
    return system;
  }

  /** On the first ticket that stands there, named alpha. */
  told(op: 'update' | 'escalate' | 'resolve' | 'reopen', seq = 2, again = false): Promise<SinkOutcome> {
    return this.sink[op](call(operation('alpha', op, seq), there(this.fake.shelf.listed()[0]).id, { again }));
  }

  passMinutes(minutes: number): void {
    this.clock.advanceTo(this.clock.now() + minutes * 60_000);
  }

  async stop(): Promise<void> {
    for (const system of this.#systems) await system.stop();
    await this.fake.stop();
  }
}

function there<Part>(part: Part | null | undefined): Part {
  if (part === null || part === undefined) throw new Error('there is none');
  return part;
}

/** `more`: members of its section that differ. */
export async function openFake<Name extends FakeName>(
  name: Name,
  more: object = {},
  clock: ToldClock = new ToldClock(0),
): Promise<OpenFake<FakeOf<Name>>> {
  const started = (await fakeSystems[name](0)) as StartedFake<FakeOf<Name>>;
  return new OpenFake(started, more, clock).reconfigure({});
}
