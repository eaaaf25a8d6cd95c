// Reads a CMDB where it lives, again and again; one that cannot be read leaves the last good one in force.
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import type { Cmdb } from '../../domain/cmdb.ts';
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { LiveCmdb } from '../cmdb/live/live-cmdb.ts';
import { overlayCmdb } from '../cmdb/overlay-cmdb.ts';
import { readOverlay } from '../cmdb/read-overlay.ts';
import type { ReadFault } from './read-fault.ts';

export interface LiveFollowing {
  readonly cmdb: LiveCmdb;
  /** Absolute path of the site's own file over it; undefined: none. */
  readonly overlay: string | undefined;
  readonly refreshMs: number;
  readonly pace: Clock;
  readonly logger: Logger;
  /** Puts a CMDB in force; resolves true if it was another one. */
  readonly announce: (cmdb: Cmdb) => Promise<boolean>;
  /** What came of the last read. */
  readonly onRead?: (standing: LiveStanding) => void;
}

export interface LiveStanding {
  /** Epoch ms of the last good read; null: none since the start. */
  readonly readAt: number | null;
  /** Code and words of the last failure, null after a good read. */
  readonly fault: ReadFault | null;
}

/** After a failure sooner than usual: half a minute is what a restart of such a system takes. */
const retryMs = 30_000;

/** Runs until aborted. */
export async function followLiveCmdb(following: LiveFollowing, signal: AbortSignal): Promise<void> {
  const { pace, refreshMs, cmdb } = following;
  let standing: LiveStanding = { readAt: null, fault: null };
  while (!signal.aborted) {
    standing = await readOnce(following, standing);
    following.onRead?.(standing);
    const wait = standing.fault === null ? refreshMs : Math.min(retryMs, refreshMs);
    await pace.until(pace.now() + wait, signal);
  }
  await cmdb.stop();
}

async function readOnce(following: LiveFollowing, before: LiveStanding): Promise<LiveStanding> {
  const { cmdb, overlay, pace, logger, announce } = following;
  try {
    const read = await cmdb.read();
    const whole = overlay === undefined ? read : overlayCmdb(read, readOverlay(overlay));
    if (await announce(whole)) logger.info({ cis: whole.cis.length, services: whole.services.length }, 'CMDB in force');
    return { readAt: pace.now(), fault: null };
  } catch (thrown) {
    const fault = wordsOf(thrown);
    if (fault === null) throw thrown;
    logger.error({ code: fault.code, reason: fault.message }, 'CMDB not read; the last one stays in force');
    return { ...before, fault };
  }
}

function wordsOf(thrown: unknown): LiveStanding['fault'] {
  if (isFault(thrown)) return { code: thrown.code, message: thrown.message };
  if (!(thrown instanceof ZodError)) return null;
  const [issue] = thrown.issues;
  return { code: 'cmdb-overlay-incomplete', message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}
