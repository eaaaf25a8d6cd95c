// Opens the sinks of the site, lets delivery run and looks what people did there, until it is stopped.
import { problemSink, systemOfSink } from '../../domain/problem.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import { Observer } from '../../ticketing/observing/observer.ts';
import type { ProblemRecords, TicketSystem } from '../../ticketing/sink-kind.ts';
import { WouldBeSink } from '../../ticketing/sinks/would-be.ts';
import type { NoticeLinks } from '../../ticketing/channels/channel-sink.ts';
import { channelSink, shownSink } from '../config/site-policy.ts';
import type { Site } from '../config/load-site.ts';
import type { Occupant } from '../seats/seat-keeper.ts';
import { Closers } from './closers.ts';
import { openChannels } from './open-channels.ts';
import { openSystems } from './open-systems.ts';
import type { Surroundings } from './surroundings.ts';

export interface RunningDelivery extends Occupant {
  readonly delivery: Delivery;
}

type TicketingSite = Pick<Site, 'sinks' | 'channels' | 'config'>;

/** `mayCall`: whether this process may still believe that delivery is its own. */
export interface DeliveryTerms {
  readonly mayCall: () => boolean;
  readonly links: NoticeLinks;
}

export async function runDelivery(
  site: TicketingSite,
  surroundings: Surroundings,
  { mayCall, links }: DeliveryTerms,
): Promise<RunningDelivery> {
  const { log, store, clock, logger } = surroundings;
  const closers = new Closers();
  const systems = isObserving(site) ? imagined(site) : await openSystems(site, surroundings);
  closers.add(() => Promise.all([...systems.values()].map((system) => system.stop())));
  const channels = isObserving(site) ? [] : [...openChannels(site, { clock, links })];
  closers.add(() => Promise.all(channels.map(([, { channel }]) => channel.stop())));
  const delivery = await Delivery.open({
    log,
    store,
    clock,
    sinks: new Map([...systems, ...problemRecords(systems), ...channels].map(([name, { sink }]) => [name, sink])),
    mayCall,
    onTrouble: (told) => logger.error(told, 'a ticket operation cannot be served'),
  });
  const stopping = new AbortController();
  const delivering = delivery.run(stopping.signal);
  const observing = await observe({ site, systems, delivery }, surroundings, stopping.signal);
  const running = [delivering, ...observing];
  const done = Promise.race(running.map((run) => run.then(() => new Promise<never>(() => undefined))));
  done.catch(() => undefined);
  closers.add(async () => {
    stopping.abort();
    await Promise.allSettled(running);
  });
  return { done, delivery, stop: () => closers.closeAll() };
}

/** Each under its own name: a lane, a breaker and a reader apart from the tickets'. */
function problemRecords(systems: ReadonlyMap<string, TicketSystem>): [string, ProblemRecords][] {
  return [...systems].flatMap(([name, { problems }]) =>
    problems === undefined ? [] : [[problemSink(name), problems]],
  );
}

function isObserving({ config }: TicketingSite): boolean {
  return config.ticketing.mode === 'observe';
}

/** The systems are not even opened: their shadows take what they would have been told. */
function imagined({ sinks, channels, config }: TicketingSite): ReadonlyMap<string, TicketSystem> {
  const shadow = { sink: new WouldBeSink(), reader: null, probe: null };
  const system = { ...shadow, problems: shadow, stop: () => Promise.resolve() };
  const names = [...sinks.keys(), ...[...channels.keys()].map(channelSink)];
  return new Map(names.map((name) => [shownSink(name, config.ticketing.mode), system]));
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
  const { language, ticketing, tenant } = site.config;
  const loops: Promise<void>[] = [];
  for (const [name, { sink, reader }] of [...systems, ...problemRecords(systems)]) {
    if (reader === null) continue;
    const observer = await Observer.open({
      ...{ name, sink, reader, lanes: delivery.lanes, store, log, clock, pace },
      language: site.sinks.get(systemOfSink(name))?.language ?? language,
      everyMs: ticketing.readEveryMs,
      reconcileEveryMs: ticketing.reconcileEveryMs,
      tellsUserTickets: ticketing.userTickets?.sinks.includes(name) ?? false,
      tenant,
      onTrouble: (told) => logger.warn(told, 'a ticketing system cannot be read, or holds what nobody knows'),
    });
    loops.push(observer.run(signal));
  }
  return loops;
}
