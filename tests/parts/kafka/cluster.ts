// A whole cluster on this machine: a real Kafka, a real Redis, and Vigie's roles as processes of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VigieChild, writeSite, type ChildSite } from '../../bench/vigie-child.ts';
import { startRedis, type OwnRedis } from '../redis-part.ts';
import { KafkaServer } from './kafka-server.ts';

export interface ClusterWish {
  /** vigie.yaml beside log and state. */
  readonly config: object;
  readonly policy: object;
  readonly cmdb: object;
  readonly environment?: Readonly<Record<string, string>>;
  readonly partitions?: { readonly events: number; readonly alerts: number };
}

export class Cluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigie-cluster-'));
  readonly kafka: KafkaServer;
  readonly redis: OwnRedis;
  readonly #site: ChildSite;
  readonly #children = new Set<VigieChild>();
  #started = 0;

  private constructor(kafka: KafkaServer, redis: OwnRedis, wish: ClusterWish) {
    const { config, policy, cmdb, partitions, environment = {} } = wish;
    this.kafka = kafka;
    this.redis = redis;
    const log = { kafka: { brokers: [kafka.address()], partitions: partitions ?? { events: 6, alerts: 2 } } };
    const state = { redis: { url: redis.url } };
    this.#site = { folder: this.folder, config: { ...config, log, state }, policy, cmdb, environment };
    writeSite(this.#site);
  }

  static async start(wish: ClusterWish): Promise<Cluster> {
    const kafka = await KafkaServer.start();
    return new Cluster(kafka, await startRedis(join(kafka.folder, 'redis')), wish);
  }

  launch(role: string): VigieChild {
    this.#started += 1;
    const child = VigieChild.launch({ ...this.#site, role, kept: `kept-${this.#started}` });
    this.#children.add(child);
    return child;
  }

  /** What the processes said, for whoever looks why. */
  output(): string {
    return [...this.#children].map((child) => child.output).join('\n--\n');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#children].map((child) => child.kill()));
    await this.redis.stop();
    await this.kafka.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
