// Opens state in Redis for a log.
import type { EventLog } from '../../domain/ports/event-log.ts';
import { readRedisAddress } from './redis-address.ts';
import { connectRedis } from './redis-connection.ts';
import { refuseEviction } from './redis-settings.ts';
import { RedisStateStore } from './redis-state-store.ts';

export interface RedisStoreOptions {
  /** See `readRedisAddress`. */
  readonly url: string;
  readonly password?: string | null;
  readonly prefix?: string;
  readonly commandTimeoutMs?: number;
}

/**
 * @throws ConfigError `redis-url-invalid`, `secret-plain`; AdapterError `state-unreachable`, `state-refused`,
 *   `state-evicts`.
 */
export async function openRedisStore(options: RedisStoreOptions, log: EventLog): Promise<RedisStateStore> {
  const { url, password = null, prefix, commandTimeoutMs } = options;
  const timeout = commandTimeoutMs === undefined ? {} : { commandTimeoutMs };
  const client = await connectRedis({ address: readRedisAddress(url), password, ...timeout });
  try {
    await refuseEviction(client);
  } catch (thrown) {
    client.disconnect();
    throw thrown;
  }
  return new RedisStateStore({ client, log, ...(prefix === undefined ? {} : { prefix }) });
}
