// A cluster of real processes before a fake GLPI: problems are told to it, and each that was taken must get one ticket.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { Cluster, type Apart, type ClusterWish } from '../parts/kafka/cluster.ts';
import { lacksOwnKafka } from '../parts/kafka/kafka-libs.ts';
import { redisMissing } from '../parts/redis-part.ts';
import { loneHosts, ToldProblems } from './told-problems.ts';

export const clusterMissing: readonly string[] = [...lacksOwnKafka(), ...redisMissing(true)];

/** Long enough that a fault falls between a create and its answer. */
const answerMs = 80;
const secrets = { appToken: '${env:GLPI_APP_TOKEN}', userToken: '${env:GLPI_USER_TOKEN}' };
const policy = { hold: { criticalMs: 0 }, resolve: { afterMs: 1_000 }, ticketing: { createsPerHour: 10_000 } };

/** `serverMaxMs`: longer than a fault of the row holds a call back. */
export function glpiSink(url: string, serverMaxMs = 20_000): object {
  return { sinks: { glpi: { type: 'glpi', url, ...secrets, timeoutMs: 2_000, serverMaxMs } } };
}

export interface ClusterRunWish {
  readonly hosts: number;
  readonly kafka?: ClusterWish['kafka'];
  readonly settings?: ClusterWish['settings'];
  readonly serverMaxMs?: number;
  /** Bytes of the spool of an ingest process. */
  readonly spoolBytes?: number;
}

export class ClusterRun extends ToldProblems {
  readonly cluster: Cluster;

  private constructor(glpi: FakeGlpi, cluster: Cluster, hosts: readonly string[]) {
    super(glpi, hosts);
    this.cluster = cluster;
  }

  static async open(wish: ClusterRunWish): Promise<ClusterRun> {
    const { hosts: count, kafka, settings = {}, serverMaxMs, spoolBytes = 64 << 20 } = wish;
    const glpi = await FakeGlpi.start();
    glpi.fail({ on: /./, does: { kind: 'slow', ms: answerMs } });
    const { hosts, cmdb } = loneHosts(count);
    const cluster = await Cluster.start({
      config: {
        sources: { generic: { type: 'generic' } },
        spool: { maxBytes: spoolBytes },
        ticketing: glpiSink(glpi.url, serverMaxMs),
      },
      ...{ policy, cmdb, settings, ...(kafka && { kafka }) },
      environment: { GLPI_APP_TOKEN: appToken, GLPI_USER_TOKEN: userToken },
    });
    return new ClusterRun(glpi, cluster, hosts);
  }

  /** All at once; resolves when each of them is ready. */
  async launch(roles: readonly string[], apart: Apart | null = null): Promise<readonly string[]> {
    return Promise.all(roles.map((role) => this.cluster.launch(role, apart).ready()));
  }

  /** What it left stays, with what its processes said and the tickets, for whoever looks why. Returns where. */
  async keep(): Promise<string> {
    await this.cluster.halt();
    await this.glpi.stop();
    const { folder, kafka } = this.cluster;
    writeFileSync(join(folder, 'said.txt'), this.cluster.output());
    writeFileSync(join(folder, 'tickets.json'), JSON.stringify([...this.glpi.store.tickets.values()], null, 1));
    return `${folder} ${kafka.folder}`;
  }

  async close(): Promise<void> {
    await this.cluster.stop();
    await this.glpi.stop();
  }
}
