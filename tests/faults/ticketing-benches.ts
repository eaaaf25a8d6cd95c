// Every ticketing system that tests can speak to: the desk, the forgetful fake, and each fake server through its own adapter.
import type { Clock } from '../../domain/ports/clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import type { SinkKind } from '../../ticketing/sink-kind.ts';
import { Desk } from '../../ticketing/sinks/desk.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import { fakeSystems } from '../fakes/fake-systems.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';

export interface TicketingBench {
  readonly sink: TicketSink;
  /** The next thing that it is asked to write is written, and its answer lost; null: it has no wire to cut. */
  readonly drop: (() => void) | null;
  close(): Promise<void>;
}

const closed = (): Promise<void> => Promise.resolve();
/** A write, as the fakes call their requests; whatever the system, the first of a create is the ticket. */
const writes = /^(?:core\/create|(?:POST|PUT) (?!.*(?:search|session)))/i;

async function throughAdapter(name: string, clock: Clock): Promise<TicketingBench> {
  const start = fakeSystems[name];
  if (start === undefined) throw new Error(`no fake is called ${name}`);
  const { fake, section } = await start(0);
  const kind = sinkKinds[section['type'] as keyof typeof sinkKinds] as SinkKind<unknown>;
  const store = new MemoryStateStore(new MemoryEventLog());
  const system = await kind.open(kind.schema.parse(section), { store, clock });
  const close = async (): Promise<void> => {
    await system.stop();
    await fake.stop();
  };
  return {
    sink: system.sink,
    drop: () => fake.fail({ on: writes, times: 1, does: { kind: 'drop-after' } }),
    close,
  };
}

async function desk(): Promise<TicketingBench> {
  return { sink: await Desk.open(new MemoryStateStore(new MemoryEventLog())), drop: null, close: closed };
}

const forgetful = (): Promise<TicketingBench> =>
  Promise.resolve({ sink: new ForgetfulSink(30_000), drop: null, close: closed });

/** A system's own quotas go by the clock that the run tells. */
export type BenchStart = (clock: Clock) => Promise<TicketingBench>;

export const ticketingBenches: ReadonlyMap<string, BenchStart> = new Map<string, BenchStart>([
  ['desk', desk],
  ['forgetful', forgetful],
  ...Object.keys(fakeSystems).map((name): [string, BenchStart] => [name, (clock) => throughAdapter(name, clock)]),
]);
