// The port of a CMDB that lives elsewhere: read whole, paged, with the least rights. Adapters: one file each, one line in live-cmdb-kinds.ts.
import type { z } from 'zod';
import type { Cmdb } from '../../../domain/cmdb.ts';
import type { Clock } from '../../../domain/ports/clock.ts';

export interface LiveCmdb {
  /**
   * The CMDB as it stands; what cannot be read of one CI leaves that CI out of nothing but its own member.
   * @throws AdapterError `cmdb-unreachable` (retryable), `cmdb-misread`, `cmdb-forbidden`.
   */
  read(): Promise<Cmdb>;
  stop(): Promise<void>;
}

export interface LiveCmdbKind<Config> {
  readonly type: string;
  /** Members of the schema that are secrets: a site may write them by reference only. */
  readonly secrets: readonly string[];
  readonly schema: z.ZodType<Config>;
  open(config: Config, clock: Pick<Clock, 'now'>): LiveCmdb;
}
