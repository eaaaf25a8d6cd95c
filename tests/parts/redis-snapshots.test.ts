// Redis loses everything after the log's retention took the head: the stage is made again from its snapshot and the tail.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LogRecord } from '../../domain/record.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { ControlBodies } from '../../runtime/log/control-bodies.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { openRedisStore } from '../../runtime/redis/open-redis-store.ts';
import type { SnapshotTold } from '../../runtime/snapshots/stage-snapshots.ts';
import { Snapshots } from '../../runtime/snapshots/snapshots.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import { TallyStage } from '../fakes/tally-stage.ts';
import { describeParts } from './part.ts';
import { redisMissing, startRedis } from './redis-part.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 10, 1, 8);
const days = 12;
const perDay = 300;

function delivery(day: number, n: number): LogRecord {
  const receivedAt = startMs + day * dayMs + n * 1_000;
  const key = `host-${n % 40}`;
  return { v: 1, id: `d${day}.${n}`, tenant: 't', key, kind: 'delivery', occurredAt: receivedAt, receivedAt, body: {} };
}

describeParts('snapshots with Redis', redisMissing(true), () => {
  it('bring a stage back after FLUSHALL, though the log has lost its head', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-redis-'));
    const redis = await startRedis(folder);
    const log = new MemoryEventLog();
    const clock = new ToldClock(startMs);
    const told: SnapshotTold[] = [];
    const store = await openRedisStore({ url: redis.url, prefix: 'snapshots' }, log);
    const open = (): Promise<StageOwner> =>
      StageOwner.open({
        ...{ create: () => new TallyStage(), input: 'events', ticks: false, log, store, clock },
        ...{ controls: new ControlBodies(log), snapshots: new Snapshots(log), onSnapshot: (one) => told.push(one) },
      });
    try {
      let owner = await open();
      for (let day = 0; day < days; day += 1) {
        clock.advanceTo(startMs + day * dayMs + dayMs / 2);
        await log.append(
          'events',
          Array.from({ length: perDay }, (_, n) => delivery(day, n)),
        );
        while ((await owner.step()) > 0);
      }
      const left = { rows: await store.hash('tally', 0), chain: owner.chain, written: await log.end('alerts', 0) };
      expect(await log.trim('events', startMs + 7 * dayMs)).toBe(7 * perDay);
      await redis.client.flushall();
      owner = await open();
      while ((await owner.step()) > 0);
      const back = { rows: await store.hash('tally', 0), chain: owner.chain, written: await log.end('alerts', 0) };
      expect(back).toEqual(left);
      expect(told.filter(({ did }) => did === 'kept').length).toBeGreaterThan(3);
      expect(told.at(-1)).toMatchObject({ did: 'restored', refused: [] });
    } finally {
      await store.close();
      await redis.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
