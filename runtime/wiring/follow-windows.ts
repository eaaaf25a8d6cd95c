// Reads a calendar or a change system again and again; one that cannot be read leaves its last windows in force.
import type { Logger } from 'pino';
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { readFeed, type FeedPlace } from '../feeds/read-feed.ts';
import { readCalendar } from '../maintenance/read-calendar.ts';
import { readWindowList } from '../maintenance/read-window-list.ts';
import type { Horizon, ToldWindow } from '../maintenance/told-window.ts';

export interface WindowsFollowing {
  readonly name: string;
  readonly place: FeedPlace;
  readonly type: 'ical' | 'json';
  readonly timezone: string;
  readonly refreshMs: number;
  readonly pace: Clock;
  /** Of records: what is planned is planned by it. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly announce: (windows: readonly ToldWindow[]) => Promise<boolean>;
}

const weekMs = 7 * 86_400_000;
/** Repeats become windows this far ahead; whole weeks, so that time alone changes the CMDB once a week. */
const weeksAhead = 5;

const readers = { ical: readCalendar, json: readWindowList } as const;

/** Runs until aborted. */
export async function followWindows(following: WindowsFollowing, signal: AbortSignal): Promise<void> {
  const { pace, refreshMs } = following;
  while (!signal.aborted) {
    await readOnce(following);
    await pace.until(pace.now() + refreshMs, signal);
  }
}

async function readOnce({ name, place, type, timezone, clock, logger, announce }: WindowsFollowing): Promise<void> {
  try {
    const week = Math.floor(clock.now() / weekMs);
    const horizon: Horizon = { fromMs: (week - 1) * weekMs, toMs: (week + weeksAhead) * weekMs, timezone };
    const windows = readers[type](await readFeed(place), horizon);
    if (await announce(windows)) logger.info({ feed: name, windows: windows.length }, 'maintenance windows in force');
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    const { code, message: reason } = thrown;
    logger.error({ feed: name, code, reason }, 'maintenance windows not read; the last ones stay in force');
  }
}
