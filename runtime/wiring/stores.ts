// Log, state and membership as one: what a running Vigie is opened on. A new kind of store is a line here.
import { join } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { Site } from '../config/load-site.ts';
import { kafkaClient } from '../kafka/kafka-client.ts';
import type { ClientTold } from '../kafka/kafka-client.ts';
import { kafkaGroups } from '../kafka/group-member.ts';
import { openKafkaLog } from '../kafka/open-kafka-log.ts';
import type { Sweep } from '../log/retention.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { openRedisStore } from '../redis/open-redis-store.ts';
import { aloneWith } from '../seats/membership.ts';
import type { Membership } from '../seats/membership.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { openSqliteStores } from '../sqlite/open-sqlite-stores.ts';
import { MemoryStateStore } from '../state/memory-state-store.ts';
import { keptFor } from './keep-retention.ts';

export interface Stores {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly membership: Membership;
  /** Files of a stream, oldest first, where the log is kept in files. */
  readonly sizes?: NonNullable<Sweep['sizes']>;
  /** Whether the log drops by itself what is too old. */
  readonly retainsItself: boolean;
  /** Where stages keep what they know; null: the state is as durable as the log. */
  readonly snapshots: Snapshots | null;
  /** A busy stage whose records lead on to tickets commits at most once in this time. */
  readonly restMs: number;
  /** Where doors keep what the log cannot take now; null: the log is as near as any disk. */
  readonly spoolFolder: string | null;
  close(): Promise<void>;
}

/** Measured with 6,000 events/s (docs/benchmarks.md): larger commits write less, and tickets wait for them. */
const fileRestMs = 20;
/** A commit is four journeys to Redis and Kafka, and each partition's stage makes its own. */
const sharedRestMs = 50;

export interface StoresWish {
  readonly site: Pick<Site, 'kafka' | 'redis' | 'config'>;
  readonly folder: string;
  readonly clock: Clock;
  readonly onNotice: (notice: { readonly code: string; readonly reason: string }) => void;
  /** What kafkajs says of itself. */
  readonly onTold: ClientTold;
}

export function openStores(wish: StoresWish): Promise<Stores> {
  return wish.site.kafka === null ? openFiles(wish) : openShared(wish);
}

async function openFiles({ folder, onNotice }: StoresWish): Promise<Stores> {
  const opened = await openSqliteStores({ folder, onNotice });
  const { log, store } = opened;
  return {
    ...{ log, store, close: () => opened.close(), membership: aloneWith(log), sizes: (stream) => log.sizes(stream) },
    ...{ retainsItself: false, snapshots: null, spoolFolder: null, restMs: fileRestMs },
  };
}

async function openShared({ site, folder, clock, onTold }: StoresWish): Promise<Stores> {
  const { kafka: settings, redis, config } = site;
  if (settings === null || redis === null) throw new TypeError('a shared log and a shared state come together');
  const log = await openKafkaLog({ settings, keep: keptFor(config.retention), onTold });
  try {
    const store = await openRedisStore(redis, log);
    return {
      ...{
        log,
        store,
        membership: kafkaGroups({ kafka: kafkaClient({ settings, onTold, isPatient: true }), settings, clock }),
      },
      ...{
        retainsItself: true,
        snapshots: new Snapshots(log),
        spoolFolder: join(folder, 'spool'),
        restMs: sharedRestMs,
      },
      close: async () => {
        await store.close();
        await log.close();
      },
    };
  } catch (thrown) {
    await log.close();
    throw thrown;
  }
}

export function openMemoryStores(): Stores {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  return {
    ...{ log, store, membership: aloneWith(log), retainsItself: false, snapshots: null, spoolFolder: null },
    restMs: fileRestMs,
    close: async () => {
      await store.close();
      await log.close();
    },
  };
}
