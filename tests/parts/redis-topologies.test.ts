// Redis as sites run it: alone, behind Sentinels, as a cluster, with a password; and as they should not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UnitOfWork } from '../../domain/ports/state-store.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { openRedisStore } from '../../runtime/redis/open-redis-store.ts';
import { probeRedis } from '../../runtime/redis/redis-settings.ts';
import { recordOf } from '../contracts/event-log.ts';
import { describeParts } from './part.ts';
import { redisBinary, redisMissing, startRedis, type OwnRedis } from './redis-part.ts';
import { eventually, freePort, launch } from './server-process.ts';

describeParts('Redis, set up in one way or another', redisMissing(true), () => {
  let folder: string;
  const stops: (() => Promise<void>)[] = [];
  const start = async (name: string, more: readonly string[] = [], password = ''): Promise<OwnRedis> => {
    const redis = await startRedis(join(folder, name), more, password);
    stops.push(() => redis.stop());
    return redis;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-redis-'));
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
    rmSync(folder, { recursive: true });
  });

  const commitsAndReads = async (url: string): Promise<void> => {
    const log = new MemoryEventLog();
    const store = await openRedisStore({ url }, log);
    const identity = await log.identity('events');
    for (const partition of [0, 1, 2]) {
      const rows = [{ table: 'a', key: 'k', json: String(partition) }];
      const out = [{ stream: 'alerts', record: recordOf(partition) } as const];
      const epoch = await store.claim('alerting', partition);
      const unit: UnitOfWork = { stage: 'alerting', partition, epoch, log: identity, offset: 1, chain: '', rows, out };
      await store.commit(unit);
      expect(await store.get('alerting', partition, 'a', 'k')).toBe(String(partition));
    }
    expect(await log.end('alerts', 0)).toBe(3);
    await store.close();
  };

  it('serves behind Sentinels', async () => {
    const redis = await start('primary');
    const port = await freePort();
    const config = join(folder, 'sentinel.conf');
    writeFileSync(config, `port ${String(port)}\nsentinel monitor vigie 127.0.0.1 ${String(redis.port)} 1\n`);
    const sentinel = launch({ command: redisBinary ?? '', args: [config, '--sentinel'], folder });
    stops.push(() => sentinel.kill());
    const url = `redis+sentinel://127.0.0.1:${String(port)}/vigie`;
    await eventually('the Sentinel', 10_000, () => commitsAndReads(url).then(() => true));
  });

  it('serves as a cluster: all keys of a partition in one slot', async () => {
    const redis = await start('cluster', ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
    await redis.client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await eventually('the cluster', 10_000, async () =>
      String(await redis.client.call('CLUSTER', 'INFO')).includes('cluster_state:ok') ? true : null,
    );
    await commitsAndReads(`redis+cluster://127.0.0.1:${String(redis.port)}`);
    const keys = await redis.client.keys('vigie:*');
    const slots = new Set<string>();
    for (const key of keys) slots.add(String(await redis.client.call('CLUSTER', 'KEYSLOT', key)));
    expect(slots.size).toBe(3);
  });

  it('lets in who has the password, and says so to who has not', async () => {
    const redis = await start('locked', ['--requirepass', 'open-sesame'], 'open-sesame');
    const log = new MemoryEventLog();
    const refused = { code: 'state-refused', retryable: false };
    await expect(openRedisStore({ url: redis.url }, log)).rejects.toMatchObject(refused);
    await expect(openRedisStore({ url: redis.url, password: 'wrong' }, log)).rejects.toMatchObject(refused);
    const store = await openRedisStore({ url: redis.url, password: 'open-sesame' }, log);
    expect(await store.position('alerting', 0)).toBeNull();
    await store.close();
  });

  it('is refused where it throws rows away, and the probe says what to do', async () => {
    const redis = await start('evicting', ['--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru']);
    const opening = openRedisStore({ url: redis.url }, new MemoryEventLog());
    await expect(opening).rejects.toMatchObject({ code: 'state-evicts' });
    const findings = await probeRedis(redis.client);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'fault', cure: 'set maxmemory-policy noeviction' }),
    );
    await redis.client.config('SET', 'maxmemory-policy', 'noeviction');
    expect((await probeRedis(redis.client)).map(({ level }) => level)).toEqual(['fine', 'fine']);
  });

  it.each(['redis://127.0.0.1:PORT', 'redis+sentinel://127.0.0.1:PORT/vigie', 'redis+cluster://127.0.0.1:PORT'])(
    'is told to be unreachable where nobody listens: %s',
    async (url) => {
      const opening = openRedisStore({ url: url.replace('PORT', String(await freePort())) }, new MemoryEventLog());
      await expect(opening).rejects.toMatchObject({ code: 'state-unreachable', retryable: true });
    },
  );

  it('waits where memory is full, and keeps nothing of what did not fit', async () => {
    const redis = await start('full', ['--maxmemory', '3mb', '--maxmemory-policy', 'noeviction']);
    const store = await openRedisStore({ url: redis.url }, new MemoryEventLog());
    const epoch = await store.claim('alerting', 0);
    const unit = (offset: number, json: string): UnitOfWork => ({
      stage: 'alerting',
      partition: 0,
      epoch,
      log: 'L',
      offset,
      chain: '',
      rows: [{ table: 'a', key: String(offset), json }],
      out: [],
    });
    const large = JSON.stringify('x'.repeat(200_000));
    let offset = 1;
    for (; offset < 50; offset += 1)
      if (
        !(await store.commit(unit(offset, large)).then(
          () => true,
          () => false,
        ))
      )
        break;
    await expect(store.commit(unit(offset, large))).rejects.toMatchObject({ code: 'state-full', retryable: true });
    expect((await store.position('alerting', 0))?.offset).toBe(offset - 1);
    expect(await store.get('alerting', 0, 'a', String(offset))).toBeNull();
    await redis.client.config('SET', 'maxmemory', '0');
    await store.commit(unit(offset, large));
    await store.close();
  });
});
