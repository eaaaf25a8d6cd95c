// What an adapter of a ticketing system brings: its name, its configuration, how it opens.
import type { z } from 'zod';
import type { Clock } from '../domain/ports/clock.ts';
import type { EventLog } from '../domain/ports/event-log.ts';
import type { StateStore } from '../domain/ports/state-store.ts';
import type { SinkProbe } from './probe.ts';
import type { TicketReader } from './reader.ts';
import type { TicketSink } from './sink.ts';

export interface SinkSurroundings {
  readonly store: StateStore;
  /** What was done once, where the state may have been lost. Absent: nothing was. */
  readonly log?: EventLog;
  readonly clock: Clock;
}

/** One ticketing system, by its three ports. */
export interface TicketSystem {
  readonly sink: TicketSink;
  /** Null: nothing can be read back. */
  readonly reader: TicketReader | null;
  /** Null: there is nothing to ask. */
  readonly probe: SinkProbe | null;
  /** Lets connections and sessions go. */
  stop(): Promise<void>;
}

export interface SinkKind<Config> {
  readonly type: string;
  /** Members of the schema that are secrets: a site may write them by reference only. */
  readonly secrets: readonly string[];
  /** Strict; secrets in it are resolved strings already. */
  readonly schema: z.ZodType<Config>;
  /** Touches no network: a dead system must not keep Vigie from starting. */
  open(config: Config, surroundings: SinkSurroundings): Promise<TicketSystem>;
}
