// What an adapter of a channel brings: its name, its configuration, whether recipients need an address, how it opens.
import type { z } from 'zod';
import type { Clock } from '../domain/ports/clock.ts';
import type { NotifyChannel } from './channel.ts';

export interface ChannelKind<Config> {
  readonly type: string;
  /** Members of the schema that are secrets: a site may write them by reference only. */
  readonly secrets: readonly string[];
  /** Strict; secrets in it are resolved strings already. */
  readonly schema: z.ZodType<Config>;
  /** Whether each recipient has an address of its own there. */
  readonly isAddressed: boolean;
  /** Touches no network: a dead server must not keep Vigie from starting. */
  open(config: Config, surroundings: { readonly clock: Clock }): NotifyChannel;
}
