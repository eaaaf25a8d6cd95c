// Drops what is older than the site wants to keep, once an hour.
import type { Logger } from 'pino';
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StreamName } from '../../domain/record.ts';
import type { SiteConfig } from '../config/site-schema.ts';

const hourMs = 3_600_000;

export interface RetentionParts {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly pace: Clock;
  readonly logger: Logger;
  readonly retention: SiteConfig['retention'];
}

/** `control` is compacted, never trimmed: its bodies are pointed at for as long as decisions are kept. */
export function keptFor({
  eventsMs,
  decisionsMs,
  unmatchedMs,
}: SiteConfig['retention']): ReadonlyMap<StreamName, number> {
  return new Map<StreamName, number>([
    ['events', eventsMs],
    ['alerts', decisionsMs],
    ['incidents', decisionsMs],
    ['tickets', decisionsMs],
    ['dead-letters', decisionsMs],
    ['unmatched', unmatchedMs],
  ]);
}

/** Runs until aborted. */
export async function keepRetention(parts: RetentionParts, signal: AbortSignal): Promise<void> {
  const { pace } = parts;
  while (!signal.aborted) {
    await trimAll(parts);
    await pace.until(pace.now() + hourMs, signal);
  }
}

async function trimAll({ log, clock, logger, retention }: RetentionParts): Promise<void> {
  for (const [stream, ms] of keptFor(retention)) {
    try {
      const gone = await log.trim(stream, clock.now() - ms);
      if (gone > 0) logger.info({ stream, records: gone }, 'retention dropped old records');
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      logger.warn({ stream, code: thrown.code, reason: thrown.message }, 'retention failed; tried again in an hour');
    }
  }
}
