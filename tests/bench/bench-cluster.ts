// What every cluster bench starts from: a real Kafka, a real Redis, a sink that answers in 5 ms, roles as processes.
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from '../parts/kafka/cluster.ts';
import { BenchSink } from './bench-sink.ts';
import { plantCmdb } from './plant-cmdb.ts';
import { usageOf } from './process-usage.ts';
import type { VigieChild } from './vigie-child.ts';

const partitions = { events: 6, alerts: 1 };
const noHold = { criticalMs: 0, highMs: 0, warningMs: 0 };

export interface ClusterBenchWish {
  readonly correlating: number;
  readonly extraHosts?: number;
  /** Where each process leaves a CPU profile at its end. */
  readonly profileFolder?: string | undefined;
}

export interface ProcessUse {
  /** A role, or what the roles stand on. */
  readonly name: string;
  readonly isVigie: boolean;
  readonly cpuMs: number;
  readonly peakRssBytes: number;
}

export class ClusterBench {
  readonly sink: BenchSink;
  readonly #cluster: Cluster;
  readonly #children: readonly { readonly role: string; readonly child: VigieChild }[];
  #addresses: readonly string[] = [];

  private constructor(sink: BenchSink, cluster: Cluster, roles: readonly string[]) {
    this.sink = sink;
    this.#cluster = cluster;
    this.#children = roles.map((role) => ({ role, child: cluster.launch(role) }));
  }

  static async start({ correlating, extraHosts = 0, profileFolder }: ClusterBenchWish): Promise<ClusterBench> {
    const sink = await BenchSink.start();
    const config = { sources: { prometheus: { type: 'prometheus' } }, ticketing: { sinks: { glpi: sink.section } } };
    // Each incident has a ticket of its own, whose way is measured.
    const policy = { hold: noHold, storm: { newPerMinute: null } };
    const cmdb = plantCmdb(extraHosts);
    const cluster = await Cluster.start({
      ...{ config, policy, cmdb, partitions, profileFolder },
      environment: sink.environment,
    });
    const roles = ['ingest', ...Array.from({ length: correlating }, () => 'correlate'), 'ticketing'];
    const bench = new ClusterBench(sink, cluster, roles);
    bench.#addresses = await Promise.all(bench.#children.map(({ child }) => child.ready()));
    return bench;
  }

  /** Where alerts are posted. */
  get url(): string {
    return `${this.#addresses[0]}/api/v2/alerts`;
  }

  /** Each process by itself, in the order of the data; then broker, Redis and the ticketing system. */
  async uses(): Promise<readonly ProcessUse[]> {
    const { kafka, redis } = this.#cluster;
    const redisPid = Number(/^process_id:(\d+)/m.exec(await redis.client.info('server'))?.[1]);
    const others: [string, number][] = [
      ['broker', kafka.pid],
      ['redis', redisPid],
      ['sink', this.sink.pid],
    ];
    return [
      ...this.#children.map(({ role, child }) => ({ name: role, isVigie: true, ...child.usage() })),
      ...others.map(([name, pid]) => ({ name, isVigie: false, ...usageOf(pid) })),
    ];
  }

  /** Ms until all that was accepted up to now went through every stage to the sink. */
  async drained(): Promise<number> {
    const began = performance.now();
    let [made, quiet, since] = [-1, 0, began];
    while (quiet < 4) {
      await pause(250);
      const now = (await this.sink.report()).made.length;
      const isQuiet = (await this.#backlog()) === 0 && now === made;
      if (!isQuiet) since = performance.now();
      quiet = isQuiet ? quiet + 1 : 0;
      made = now;
    }
    return since - began;
  }

  /** Processes that leave a profile end by themselves. */
  async stop(): Promise<void> {
    await Promise.all(this.#children.map(({ child }) => child.stop()));
    await this.#cluster.stop();
    await this.sink.stop();
  }

  /** Records that some stage of some process has not taken. */
  async #backlog(): Promise<number> {
    const texts = await Promise.all(this.#addresses.map(async (address) => (await fetch(`${address}/metrics`)).text()));
    const found = texts.flatMap((text) => [...text.matchAll(/^vigie_stage_backlog_records\{.*\} (\d+)/gm)]);
    return found.reduce((sum, [, count]) => sum + Number(count), 0);
  }
}
