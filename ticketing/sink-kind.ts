// What an adapter of a ticketing system brings: its name, its configuration, how it opens.
import type { z } from 'zod';
import type { Clock } from '../domain/ports/clock.ts';
import type { StateStore } from '../domain/ports/state-store.ts';
import type { TicketSink } from './sink.ts';

export interface SinkSurroundings {
  readonly store: StateStore;
  readonly clock: Clock;
}

export interface SinkKind<Config> {
  readonly type: string;
  /** Members of the schema that are secrets: a site may write them by reference only. */
  readonly secrets: readonly string[];
  /** Strict; secrets in it are resolved strings already. */
  readonly schema: z.ZodType<Config>;
  /** Touches no network: a dead system must not keep Vigie from starting. */
  open(config: Config, surroundings: SinkSurroundings): Promise<TicketSink>;
}
