// Row 4: Redis killed, flushed, set back to an older snapshot, or paused, again and again while the storm goes on.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MemoryEventLog } from '../../../runtime/log/memory-event-log.ts';
import { openRedisStore } from '../../../runtime/redis/open-redis-store.ts';
import { MemoryStateStore } from '../../../runtime/state/memory-state-store.ts';
import { redisMissing, startRedis, type OwnRedis } from '../../parts/redis-part.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import type { LivingOwner } from '../living-owner.ts';
import { seededChance } from '../seeded-chance.ts';
import { differences, liveStorm } from '../storm-pipeline.ts';

const harms = ['kill', 'flush', 'old-restore', 'kill-in-flight', 'pause', 'restart-owners'] as const;
type Harm = (typeof harms)[number];
/** Steps between two harms, about: the storm has some thousands. */
const stepsBetween = { part: 900, whole: 90 };
/** Commands that a paused server does not answer time out sooner than this. */
const pauseMs = 700;
const commandTimeoutMs = 250;

class RedisHarm {
  readonly done = new Map<Harm, number>(harms.map((harm) => [harm, 0]));
  readonly #redis: OwnRedis;
  readonly #folder: string;
  readonly #chance: () => number;
  readonly #between: number;
  #left: number;

  constructor(redis: OwnRedis, folder: string, { seed, scale }: RowWish) {
    this.#redis = redis;
    this.#folder = folder;
    this.#chance = seededChance(seed);
    this.#between = stepsBetween[scale];
    this.#left = this.#between;
  }

  async before(owners: readonly LivingOwner[]): Promise<void> {
    if (this.#left-- > 0) return;
    this.#left = Math.floor(this.#chance() * 2 * this.#between);
    const harm = harms[Math.floor(this.#chance() * harms.length)] ?? 'kill';
    this.done.set(harm, (this.done.get(harm) ?? 0) + 1);
    await this.#does[harm](owners);
  }

  readonly #does: Record<Harm, (owners: readonly LivingOwner[]) => Promise<void>> = {
    kill: async () => {
      await this.#redis.kill();
      await this.#redis.start();
    },
    flush: async () => {
      await this.#redis.client.flushall();
    },
    'old-restore': () => this.#restoreOlder(),
    'kill-in-flight': () => {
      void pause(1)
        .then(() => this.#redis.kill())
        .then(() => this.#redis.start());
      return Promise.resolve();
    },
    pause: () => {
      this.#redis.signal('SIGSTOP');
      void pause(pauseMs).then(() => this.#redis.signal('SIGCONT'));
      return Promise.resolve();
    },
    'restart-owners': async (owners) => {
      for (const owner of owners) await owner.reopen();
    },
  };

  /** What a snapshot of some time ago held; the present becomes the next time's old one. */
  async #restoreOlder(): Promise<void> {
    const [now, kept] = [join(this.#folder, 'dump.rdb'), join(this.#folder, 'kept.rdb')];
    const before = existsSync(kept) ? join(this.#folder, 'before.rdb') : null;
    if (before !== null) copyFileSync(kept, before);
    await this.#redis.client.save();
    copyFileSync(now, kept);
    await this.#redis.kill();
    if (before !== null) copyFileSync(before, now);
    await this.#redis.start();
    rmSync(now, { force: true });
  }
}

async function run(wish: RowWish): Promise<RowReport> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-redis-'));
  const redis = await startRedis(folder);
  const log = new MemoryEventLog();
  const store = await openRedisStore({ url: redis.url, commandTimeoutMs }, log);
  try {
    const harm = new RedisHarm(redis, folder, wish);
    const found = await liveStorm({ log, store, before: (owners) => harm.before(owners) });
    const clean = new MemoryEventLog();
    const before = (): Promise<void> => Promise.resolve();
    const wanted = await liveStorm({ log: clean, store: new MemoryStateStore(clean), before });
    return { counts: Object.fromEntries([...harm.done, ...found.met]), violations: differences(found, wanted) };
  } finally {
    await store.close();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const redisLost: FaultRow = {
  row: 4,
  fault: 'Redis killed, flushed, restored from an older snapshot, paused',
  missing: redisMissing(true),
  run,
};
