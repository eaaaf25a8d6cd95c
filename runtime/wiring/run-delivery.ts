// Opens the sinks of the site, lets delivery run and looks what people did there, until it is stopped.
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import { Observer } from '../../ticketing/observing/observer.ts';
import type { TicketSystem } from '../../ticketing/sink-kind.ts';
import type { Site } from '../config/load-site.ts';
import { Closers } from './closers.ts';
import { openSystems } from './open-systems.ts';
import type { Surroundings } from './surroundings.ts';

export interface RunningDelivery {
  /** Rejects when another process took delivery over, or at a defect. */
  readonly failed: Promise<never>;
  readonly delivery: Delivery;
  stop(): Promise<void>;
}

type TicketingSite = Pick<Site, 'sinks' | 'config'>;

export async function runDelivery(site: TicketingSite, surroundings: Surroundings): Promise<RunningDelivery> {
  const { log, store, clock, logger } = surroundings;
  const closers = new Closers();
  const systems = await openSystems(site, surroundings);
  closers.add(() => Promise.all([...systems.values()].map((system) => system.stop())));
  const delivery = await Delivery.open({
    log,
    store,
    clock,
    sinks: new Map([...systems].map(([name, { sink }]) => [name, sink])),
    onTrouble: (told) => logger.error(told, 'a ticket operation cannot be served'),
  });
  const stopping = new AbortController();
  const delivering = delivery.run(stopping.signal);
  const observing = await observe({ site, systems, delivery }, surroundings, stopping.signal);
  const running = [delivering, ...observing];
  const failed = Promise.race(running.map((run) => run.then(() => new Promise<never>(() => undefined))));
  failed.catch(() => undefined);
  closers.add(async () => {
    stopping.abort();
    await Promise.allSettled(running);
  });
  return { failed, delivery, stop: () => closers.closeAll() };
}

interface Observed {
  readonly site: TicketingSite;
  readonly systems: ReadonlyMap<string, TicketSystem>;
  readonly delivery: Delivery;
}

/** One loop per system that can be read. */
async function observe(
  { site, systems, delivery }: Observed,
  { store, log, clock, pace, logger }: Surroundings,
  signal: AbortSignal,
): Promise<Promise<void>[]> {
  const { language, ticketing } = site.config;
  const loops: Promise<void>[] = [];
  for (const [name, { sink, reader }] of systems) {
    if (reader === null) continue;
    const observer = await Observer.open({
      ...{ name, sink, reader, lanes: delivery.lanes, store, log, clock, pace },
      language: site.sinks.get(name)?.language ?? language,
      everyMs: ticketing.readEveryMs,
      reconcileEveryMs: ticketing.reconcileEveryMs,
      onTrouble: (told) => logger.warn(told, 'a ticketing system cannot be read, or holds what nobody knows'),
    });
    loops.push(observer.run(signal));
  }
  return loops;
}
