// The contract of state on a real Redis.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { openRedisStore } from '../../runtime/redis/open-redis-store.ts';
import type { RedisStateStore } from '../../runtime/redis/redis-state-store.ts';
import { describeStateStore } from '../contracts/state-store.ts';
import { describeParts } from './part.ts';
import { openRedis, redisMissing, type RedisPart } from './redis-part.ts';

interface Opened {
  readonly store: RedisStateStore;
  readonly log: MemoryEventLog;
  readonly prefix: string;
  dispose(): Promise<void>;
}

describeParts('state in Redis', redisMissing(), () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-redis-'));
  const sites = `test-${String(process.pid)}`;
  let redis: RedisPart;
  let opened = 0;
  beforeAll(async () => {
    redis = await openRedis(folder);
  });
  afterAll(async () => {
    const left = await redis.client.keys(`${sites}-*`);
    if (left.length > 0) await redis.client.del(...left);
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  const openIn = async (prefix: string, log: MemoryEventLog): Promise<Opened> => {
    const store = await openRedisStore({ url: redis.url, prefix }, log);
    return { store, log, prefix, dispose: () => store.close() };
  };
  describeStateStore('Redis', {
    open: () => openIn(`${sites}-${String((opened += 1))}`, new MemoryEventLog()),
    async reopen(before) {
      const { store, log, prefix } = before as Opened;
      await store.close();
      return openIn(prefix, log);
    },
  });
});
