// Reads the CMDB file again when it changes; one that cannot be read leaves the last good one in force.
import type { Logger } from 'pino';
import { findCmdbFaults } from '../../correlate/cmdb/faults.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';
import type { ReadFault } from './read-fault.ts';
import { watchPath } from './watch-path.ts';

export interface CmdbFollowing {
  readonly path: string;
  readonly timezone: string;
  readonly pace: Clock;
  readonly logger: Logger;
  /** Puts a CMDB in force; resolves true if it was another one. */
  readonly announce: (cmdb: Cmdb) => Promise<boolean>;
  readonly onRead: (fault: ReadFault | null) => void;
}

/** Runs until aborted. */
export function followCmdb(following: CmdbFollowing, signal: AbortSignal): Promise<void> {
  const { path, pace } = following;
  return watchPath({ path, pace, readAgain: () => readAgain(following) }, signal);
}

async function readAgain({ path, timezone, logger, announce, onRead }: CmdbFollowing): Promise<boolean> {
  try {
    const cmdb = readCmdb(path);
    const changed = await announce(cmdb);
    const faults = findCmdbFaults(cmdb, timezone).length;
    if (changed) logger.info({ path, cis: cmdb.cis.length, services: cmdb.services.length, faults }, 'CMDB in force');
    onRead(null);
    return true;
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    const { code, message } = thrown;
    logger.error({ code, reason: message }, 'CMDB not read; the last one stays in force');
    onRead({ code, message });
    return !thrown.retryable;
  }
}
