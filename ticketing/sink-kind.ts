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

/** Where a system keeps its problem records: the same ports, under a name of their own (domain/problem.ts). */
export interface ProblemRecords {
  readonly sink: TicketSink;
  readonly reader: TicketReader | null;
  /** Whether Vigie could keep them there; null: there is nothing to ask. */
  readonly probe: SinkProbe | null;
}

/** One ticketing system, by its three ports. */
export interface TicketSystem {
  readonly sink: TicketSink;
  /** Null: nothing can be read back. */
  readonly reader: TicketReader | null;
  /** Null: there is nothing to ask. */
  readonly probe: SinkProbe | null;
  /** Absent: it keeps none, or the site wants none there. */
  readonly problems?: ProblemRecords;
  /** Lets connections and sessions go. */
  stop(): Promise<void>;
}

export interface SinkKind<Config> {
  readonly type: string;
  /** Members of the schema that are secrets: a site may write them by reference only. */
  readonly secrets: readonly string[];
  /** Strict; secrets in it are resolved strings already. */
  readonly schema: z.ZodType<Config>;
  /** Whether it opens with a reader, so that what people write there is heard. */
  readonly isRead: boolean;
  /** Whether it opens with problem records. Absent: never. */
  readonly keepsProblems?: (config: Config) => boolean;
  /** Touches no network: a dead system must not keep Vigie from starting. */
  open(config: Config, surroundings: SinkSurroundings): Promise<TicketSystem>;
}
