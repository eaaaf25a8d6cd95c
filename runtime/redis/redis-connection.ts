// One connection to Redis that never queues, never sends a command twice by itself, and never waits for ever.
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster, Redis } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';
import { asStateFault } from './redis-faults.ts';

export type RedisClient = Redis | Cluster;

export interface RedisAccess {
  readonly address: RedisAddress;
  readonly password: string | null;
  readonly commandTimeoutMs?: number;
}

/** A commit that takes longer is in doubt, and asked again under the same token. */
const defaultCommandTimeoutMs = 5_000;
const connectTimeoutMs = 3_000;
const longestReconnectMs = 1_000;

/** ioredis' defaults send again what was in the air when the server died, which then is done twice. */
function optionsOf({ address, password, commandTimeoutMs = defaultCommandTimeoutMs }: RedisAccess) {
  return {
    ...(address.username === null ? {} : { username: address.username }),
    ...(password === null ? {} : { password }),
    ...(address.tls ? { tls: {} } : {}),
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: connectTimeoutMs,
    retryStrategy: (times: number) => Math.min(50 * times, longestReconnectMs),
    // A primary that became a replica: look for the new one, but do not send again.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    lazyConnect: true,
  };
}

function clientOf(access: RedisAccess): RedisClient {
  const { kind, nodes, primary, database, tls } = access.address;
  const options = optionsOf(access);
  if (kind === 'cluster') {
    return new Cluster([...nodes], { redisOptions: options, enableOfflineQueue: false, lazyConnect: true });
  }
  const [first] = nodes;
  if (kind === 'single') return new Redis({ ...options, ...first, db: database });
  return new Redis({ ...options, sentinels: [...nodes], name: primary, db: database, enableTLSForSentinelMode: tls });
}

/** Sentinels and clusters are asked for ever where nobody listens: somebody has to end it. */
async function withinTime(connecting: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = pause(3 * connectTimeoutMs, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error('no connection in time')),
    () => undefined,
  );
  try {
    await Promise.race([connecting, late]);
  } finally {
    over.abort();
  }
}

/** @throws AdapterError `state-unreachable`, `state-refused`. */
export async function connectRedis(access: RedisAccess): Promise<RedisClient> {
  const client = clientOf(access);
  let said: unknown = null;
  // Each command that fails says so itself; of a connection that fails, this is the reason.
  client.on('error', (error: unknown) => (said = error));
  try {
    await withinTime(client.connect());
    return client;
  } catch (thrown) {
    client.disconnect();
    throw asStateFault(said ?? thrown);
  }
}
