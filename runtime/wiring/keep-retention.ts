// Drops what is older than the site wants to keep, once an hour.
import type { Logger } from 'pino';
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { StreamName } from '../../domain/record.ts';
import type { SiteConfig } from '../config/site-schema.ts';
import { sweepLog } from '../log/retention.ts';
import type { Keep, Sweep } from '../log/retention.ts';

const hourMs = 3_600_000;

export interface RetentionParts {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly pace: Clock;
  readonly logger: Logger;
  readonly retention: SiteConfig['retention'];
  /** Names of the stages that read a stream: nothing is dropped that one of them has still to read. */
  readonly readers: (stream: StreamName) => readonly string[];
  readonly sizes: Sweep['sizes'];
}

/** `control` is kept for ever: old records point at its bodies. */
export function keptFor(retention: SiteConfig['retention']): Readonly<Partial<Record<StreamName, Keep>>> {
  const decisions = { ms: retention.decisionsMs };
  return {
    events: { ms: retention.eventsMs, bytes: retention.eventsBytes },
    alerts: decisions,
    incidents: decisions,
    tickets: decisions,
    'dead-letters': decisions,
    unmatched: { ms: retention.unmatchedMs },
  };
}

/** Runs until aborted. */
export async function keepRetention(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const { pace } = parts;
  while (!signal.aborted) {
    await sweepOnce(parts);
    await pace.until(pace.now() + hourMs, signal);
  }
}

async function sweepOnce(parts: RetentionParts): Promise<void> {
  const { log, clock, logger, retention, sizes } = parts;
  const readUpTo = (stream: StreamName): Promise<number | null> => slowestOf(parts, stream);
  const sweep = { log, nowMs: clock.now(), retention: keptFor(retention), readUpTo };
  try {
    const gone = await sweepLog(sizes === undefined ? sweep : { ...sweep, sizes });
    if (gone.size > 0) logger.info({ records: Object.fromEntries(gone) }, 'retention dropped old records');
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    logger.warn({ code: thrown.code, reason: thrown.message }, 'retention failed; tried again in an hour');
  }
}

/** Null: nobody reads it. A reader that never committed has everything still to read. */
async function slowestOf({ store, readers }: RetentionParts, stream: StreamName): Promise<number | null> {
  const positions = await Promise.all(readers(stream).map((name) => store.position(name, 0)));
  const offsets = positions.map((position) => position?.offset ?? 0);
  return offsets.length === 0 ? null : Math.min(...offsets);
}
