// A whole cluster on this machine: a real Kafka, a real Redis, and Vigie's roles as processes of their own.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VigieChild, writeSite, type ChildSite } from '../../bench/vigie-child.ts';
import { startRedis, type OwnRedis } from '../redis-part.ts';
import { KafkaServer, type KafkaWish } from './kafka-server.ts';

export interface ClusterWish {
  /** vigie.yaml beside log and state. */
  readonly config: object;
  readonly policy: object;
  readonly cmdb: object;
  /** Where each process leaves a CPU profile at its end. */
  readonly profileFolder?: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  readonly partitions?: { readonly events: number; readonly alerts: number };
  /** More of `log.kafka`. */
  readonly settings?: object;
  readonly kafka?: KafkaWish;
}

/** Where a process that is apart finds what it shares with the others: behind a proxy, say. */
export interface Apart {
  readonly name: string;
  readonly broker: string;
  readonly redisUrl: string;
  /** Over the others' vigie.yaml. */
  readonly config?: object;
}

export class Cluster {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigie-cluster-'));
  readonly kafka: KafkaServer;
  readonly redis: OwnRedis;
  readonly #site: ChildSite;
  readonly #partitions: NonNullable<ClusterWish['partitions']>;
  readonly #settings: object;
  /** With what each was launched by. */
  readonly #children = new Map<VigieChild, ChildSite & { readonly role: string }>();
  #started = 0;

  private constructor(kafka: KafkaServer, redis: OwnRedis, wish: ClusterWish) {
    const { config, policy, cmdb, environment = {} } = wish;
    this.kafka = kafka;
    this.redis = redis;
    this.#settings = wish.settings ?? {};
    this.#partitions = wish.partitions ?? { events: 6, alerts: 2 };
    const shared = this.#sharedBy(kafka.address(), redis.url);
    const { profileFolder } = wish;
    this.#site = { folder: this.folder, config: { ...config, ...shared }, policy, cmdb, environment, profileFolder };
    writeSite(this.#site);
  }

  static async start(wish: ClusterWish): Promise<Cluster> {
    const kafka = await KafkaServer.start(wish.kafka);
    return new Cluster(kafka, await startRedis(join(kafka.folder, 'redis')), wish);
  }

  launch(role: string, apart: Apart | null = null, environment: ClusterWish['environment'] = {}): VigieChild {
    this.#started += 1;
    const site = apart === null ? this.#site : this.#siteApart(apart);
    return this.#launch({
      ...{ ...site, role, kept: `kept-${this.#started}` },
      environment: { ...site.environment, ...environment },
    });
  }

  /** The same process once more, in the same data folder: an ingest process finds its spool there. */
  again(child: VigieChild): VigieChild {
    const site = this.#children.get(child);
    if (site === undefined) throw new Error('it was never launched here');
    return this.#launch(site);
  }

  #launch(site: ChildSite & { readonly role: string }): VigieChild {
    const child = VigieChild.launch(site);
    this.#children.set(child, site);
    return child;
  }

  #siteApart({ name, broker, redisUrl, config = {} }: Apart): ChildSite {
    const folder = join(this.folder, name);
    const site = { ...this.#site.config, ...this.#sharedBy(broker, redisUrl), ...config };
    const apart = { ...this.#site, folder, config: site };
    if (!existsSync(folder)) writeSite(apart);
    return apart;
  }

  #sharedBy(broker: string, redisUrl: string): { log: object; state: object } {
    const kafka = { ...this.#settings, brokers: [broker], partitions: this.#partitions };
    return { log: { kafka }, state: { redis: { url: redisUrl } } };
  }

  /** What the processes said, for whoever looks why. */
  output(): string {
    return [...this.#children.keys()].map((child) => child.output).join('\n--\n');
  }

  outputOf(role: string): string {
    return [...this.#children].flatMap(([child, its]) => (its.role === role ? [child.output] : [])).join('\n--\n');
  }

  /** Processes end in order; Kafka and Redis stay. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#children.keys()].map((child) => child.stop()));
  }

  async stop(): Promise<void> {
    await this.halt();
    await this.kafka.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** All processes are dead, all files stay. */
  async halt(): Promise<void> {
    await Promise.all([...this.#children.keys()].map((child) => child.kill()));
    await this.redis.stop();
    await this.kafka.kill();
  }
}
