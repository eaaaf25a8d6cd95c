// Reads the CMDB file again when it changes; one that cannot be read leaves the last good one in force.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { findCmdbFaults } from '../../correlate/cmdb/faults.ts';
import type { Cmdb } from '../../domain/cmdb.ts';
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { readCmdb } from '../cmdb/read-cmdb.ts';

export interface CmdbFollowing {
  readonly path: string;
  readonly timezone: string;
  readonly pace: Clock;
  readonly logger: Logger;
  /** Puts a CMDB in force; resolves true if it was another one. */
  readonly announce: (cmdb: Cmdb) => Promise<boolean>;
}

/** People edit by hand: sooner would read half a file, later would make them wonder. */
const lookEveryMs = 5_000;

/** Size and time of the file, or of each file of the folder; a change of any is worth a look inside. */
function traceOf(path: string): string {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return `${found.mtimeMs}/${found.size}`;
    return readdirSync(path)
      .sort()
      .map((name) => `${name}/${traceOf(join(path, name))}`)
      .join();
  } catch {
    return 'missing';
  }
}

/** Runs until aborted. */
export async function followCmdb(following: CmdbFollowing, signal: AbortSignal): Promise<void> {
  const { path, pace } = following;
  let seen = traceOf(path);
  while (!signal.aborted) {
    await pace.until(pace.now() + lookEveryMs, signal);
    const trace = traceOf(path);
    if (signal.aborted || trace === seen) continue;
    if (await readAgain(following)) seen = trace;
  }
}

/** False: to be tried again although the file stays as it is. */
async function readAgain({ path, timezone, logger, announce }: CmdbFollowing): Promise<boolean> {
  try {
    const cmdb = readCmdb(path);
    const changed = await announce(cmdb);
    const faults = findCmdbFaults(cmdb, timezone).length;
    if (changed) logger.info({ path, cis: cmdb.cis.length, services: cmdb.services.length, faults }, 'CMDB in force');
    return true;
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    logger.error({ code: thrown.code, reason: thrown.message }, 'CMDB not read; the last one stays in force');
    return !thrown.retryable;
  }
}
