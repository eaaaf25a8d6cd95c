// Every ticketing system that tests can speak to: the desk, the forgetful fake, and each fake server through its own adapter.
import type { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { TicketSink } from '../../ticketing/sink.ts';
import { Desk } from '../../ticketing/sinks/desk.ts';
import { fakeNames, writes } from '../fakes/fake-systems.ts';
import type { FakeName } from '../fakes/fake-systems.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { openFake } from '../fakes/open-fake.ts';

export interface TicketingBench {
  readonly sink: TicketSink;
  /** The next thing that it is asked to write is written, and its answer lost; null: it has no wire to cut. */
  readonly drop: (() => void) | null;
  close(): Promise<void>;
}

const closed = (): Promise<void> => Promise.resolve();

async function throughAdapter(name: FakeName, clock: ToldClock): Promise<TicketingBench> {
  const opened = await openFake(name, {}, clock);
  const drop = (): void => opened.fake.fail({ on: writes, times: 1, does: { kind: 'drop-after' } });
  return { sink: opened.sink, drop, close: () => opened.stop() };
}

async function desk(): Promise<TicketingBench> {
  return { sink: await Desk.open(new MemoryStateStore(new MemoryEventLog())), drop: null, close: closed };
}

const forgetful = (): Promise<TicketingBench> =>
  Promise.resolve({ sink: new ForgetfulSink(30_000), drop: null, close: closed });

/** A system's own quotas go by the clock that the run tells. */
export type BenchStart = (clock: ToldClock) => Promise<TicketingBench>;

export const ticketingBenches: ReadonlyMap<string, BenchStart> = new Map<string, BenchStart>([
  ['desk', desk],
  ['forgetful', forgetful],
  ...fakeNames.map((name): [string, BenchStart] => [name, (clock) => throughAdapter(name, clock)]),
]);
