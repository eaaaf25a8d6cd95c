// Opens the sinks of the site and lets delivery run until it is stopped.
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import type { SinkKind, TicketSystem } from '../../ticketing/sink-kind.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import type { Site } from '../config/load-site.ts';
import type { SinkConfig } from '../config/sink-section.ts';
import type { Surroundings } from './surroundings.ts';

export interface RunningDelivery {
  /** Rejects when another process took delivery over, or at a defect. */
  readonly failed: Promise<never>;
  readonly delivery: Delivery;
  stop(): Promise<void>;
}

export async function runDelivery(
  { sinks }: Pick<Site, 'sinks'>,
  surroundings: Surroundings,
): Promise<RunningDelivery> {
  const { log, store, clock, logger } = surroundings;
  const systems = await openSystems(sinks, surroundings);
  const delivery = await Delivery.open({
    log,
    store,
    clock,
    sinks: new Map([...systems].map(([name, { sink }]) => [name, sink])),
    onTrouble: (told) => logger.error(told, 'a ticket operation cannot be served'),
  });
  const stopping = new AbortController();
  const done = delivery.run(stopping.signal);
  const failed = done.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    failed,
    delivery,
    stop: async () => {
      stopping.abort();
      await done.catch(() => undefined);
      await Promise.all([...systems.values()].map((system) => system.stop()));
    },
  };
}

async function openSystems(
  sinks: ReadonlyMap<string, SinkConfig>,
  { store, log, clock }: Surroundings,
): Promise<ReadonlyMap<string, TicketSystem>> {
  const opened = new Map<string, TicketSystem>();
  for (const [name, config] of sinks) {
    const kind = sinkKinds[config.type] as SinkKind<unknown>;
    opened.set(name, await kind.open(config, { store, log, clock }));
  }
  return opened;
}
