// The contract of state on a real Redis.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { openRedisStore } from '../../runtime/redis/open-redis-store.ts';
import { seatKeys } from '../../runtime/redis/redis-seat.ts';
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

  it('forgets a stage whose last records another version left unreadable: they are decided again', async () => {
    const { store, log, prefix } = await openIn(`${sites}-outbox`, new MemoryEventLog());
    const epoch = await store.claim('judging', 0);
    const row = { table: 't', key: 'k', json: '1' };
    const unit = {
      stage: 'judging',
      partition: 0,
      epoch,
      log: 'memory-events',
      offset: 3,
      chain: 'c',
      rows: [row],
      out: [],
    };
    await store.commit(unit);
    await redis.client.rpush(seatKeys(prefix, 'judging', 0).outbox, 'alerts\nH4sIAAAAAAAAA6tWKg==');
    const next = await store.claim('judging', 0);
    expect(await store.position('judging', 0)).toBeNull();
    expect(await store.get('judging', 0, 't', 'k')).toBeNull();
    await store.commit({ ...unit, epoch: next });
    expect(await log.end('alerts', 0)).toBe(0);
    await store.close();
  });
});
