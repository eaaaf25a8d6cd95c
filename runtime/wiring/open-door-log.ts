// What doors write to: the log itself, or a spool before it where the log is a network away.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Site } from '../config/load-site.ts';
import type { PartHealth } from '../http/server.ts';
import { SpooledLog } from '../spool/spooled-log.ts';
import type { Stores } from './stores.ts';
import type { Surroundings } from './surroundings.ts';

export interface DoorLog {
  readonly log: EventLog;
  /** Null: the log's own health says it all. */
  readonly health: (() => PartHealth) | null;
  close(): Promise<void>;
}

export async function openDoorLog(
  { config }: Pick<Site, 'config'>,
  { spoolFolder }: Pick<Stores, 'spoolFolder'>,
  { log, pace, logger }: Surroundings,
): Promise<DoorLog> {
  if (spoolFolder === null) return { log, health: null, close: async () => undefined };
  const spooled = await SpooledLog.over({
    ...{ log, pace, folder: spoolFolder, maxBytes: config.spool.maxBytes },
    onChange: ({ isAway, ...told }) => {
      if (isAway) logger.warn(told, 'the log is away: what comes in waits in the spool');
      else logger.info(told, 'the log is back: the spool is empty');
    },
  });
  const health = (): PartHealth =>
    spooled.isFull
      ? { part: 'spool', ok: false, why: 'the log is away and the spool is full' }
      : { part: 'spool', ok: true };
  return { log: spooled.asLog(), health, close: () => spooled.close() };
}
