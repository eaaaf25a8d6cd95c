// Opens the ticketing systems that the site names; none of them touches the network yet.
import type { SinkKind, TicketSystem } from '../../ticketing/sink-kind.ts';
import { sinkKinds } from '../../ticketing/sinks/sink-kinds.ts';
import type { Site } from '../config/load-site.ts';
import type { Surroundings } from './surroundings.ts';

export async function openSystems(
  { sinks }: Pick<Site, 'sinks'>,
  { store, log, clock }: Pick<Surroundings, 'store' | 'log' | 'clock'>,
): Promise<ReadonlyMap<string, TicketSystem>> {
  const opened = new Map<string, TicketSystem>();
  for (const [name, config] of sinks) {
    const kind = sinkKinds[config.type] as SinkKind<unknown>;
    opened.set(name, await kind.open(config, { store, log, clock }));
  }
  return opened;
}
