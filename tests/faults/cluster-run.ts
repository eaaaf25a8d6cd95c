// A cluster of real processes before a fake GLPI: problems are told to it, and each that was taken must get one ticket.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appToken, FakeGlpi, userToken } from '../fakes/glpi/glpi-server.ts';
import { eventually } from '../parts/server-process.ts';
import { Cluster, type Apart, type ClusterWish } from '../parts/kafka/cluster.ts';
import { lacksOwnKafka } from '../parts/kafka/kafka-libs.ts';
import { redisMissing } from '../parts/redis-part.ts';

export const clusterMissing: readonly string[] = [...lacksOwnKafka(), ...redisMissing(true)];

/** Long enough that a fault falls between a create and its answer. */
const answerMs = 80;
const secrets = { appToken: '${env:GLPI_APP_TOKEN}', userToken: '${env:GLPI_USER_TOKEN}' };
const policy = { hold: { criticalMs: 0 }, resolve: { afterMs: 1_000 }, ticketing: { createsPerHour: 10_000 } };
const solvedStatus = 5;

/** `serverMaxMs`: longer than a fault of the row holds a call back. */
export function glpiSink(url: string, serverMaxMs = 20_000): object {
  return { sinks: { glpi: { type: 'glpi', url, ...secrets, timeoutMs: 2_000, serverMaxMs } } };
}

/** Hosts that have nothing to do with one another: each is an incident of its own, and at a site of its own, so that no storm gathers them. */
export function loneHosts(count: number): { hosts: readonly string[]; cmdb: object } {
  const hosts = Array.from({ length: count }, (_, n) => `lone-${String(n)}x`);
  const sites = hosts.map((id) => ({ id: `at-${id}`, name: id }));
  return { hosts, cmdb: { version: 1, sites, cis: hosts.map((id) => ({ id, class: 'server', site: `at-${id}` })) } };
}

export interface ClusterRunWish {
  readonly hosts: number;
  readonly kafka?: ClusterWish['kafka'];
  readonly settings?: ClusterWish['settings'];
  readonly serverMaxMs?: number;
  /** Bytes of the spool of an ingest process. */
  readonly spoolBytes?: number;
}

export class ClusterRun {
  readonly glpi: FakeGlpi;
  readonly cluster: Cluster;
  readonly hosts: readonly string[];
  readonly #taken = new Set<string>();
  #door = '';
  refused = 0;

  private constructor(glpi: FakeGlpi, cluster: Cluster, hosts: readonly string[]) {
    this.glpi = glpi;
    this.cluster = cluster;
    this.hosts = hosts;
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

  set door(address: string) {
    this.#door = address;
  }

  /** Whether it was acknowledged; a source would send again what was not. */
  async say(host: string, state: 'problem' | 'ok'): Promise<boolean> {
    const body = JSON.stringify([{ host, check: 'ping', state, severity: 'critical', message: `${host} ${state}` }]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.#door}/ingest/generic`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    if (answer.status === 503) this.refused += 1;
    else if (answer.status !== 200) throw new Error(`the door answered ${String(answer.status)}`);
    if (answer.status === 200 && state === 'problem') this.#taken.add(host);
    return answer.status === 200;
  }

  get taken(): number {
    return this.#taken.size;
  }

  ticketsOf(host: string): number {
    return [...this.glpi.store.tickets.values()].filter(({ name }) => name.includes(host)).length;
  }

  /** Resolves with the ms that it took. */
  async untilTicket(host: string, withinMs: number): Promise<number> {
    const began = performance.now();
    await eventually(`a ticket of ${host}`, withinMs, () => (this.ticketsOf(host) > 0 ? true : null));
    return performance.now() - began;
  }

  /** Every problem that was taken has its ticket within this time, or a violation says which has not. */
  async settle(withinMs: number): Promise<void> {
    const all = (): true | null => ([...this.#taken].every((host) => this.ticketsOf(host) > 0) ? true : null);
    await eventually('all tickets', withinMs, all).catch(() => undefined);
  }

  /** Ends all problems, and waits until their tickets are solved. */
  async end(withinMs: number): Promise<void> {
    for (const host of this.#taken) while (!(await this.say(host, 'ok')));
    await this.untilSolved(withinMs);
  }

  /** Tickets that are not solved by then are a violation. */
  async untilSolved(withinMs: number): Promise<void> {
    await eventually('all solved', withinMs, () => (this.#open() === 0 ? true : null)).catch(() => undefined);
  }

  violations(): string[] {
    const counted = [...this.#taken].map((host) => [host, this.ticketsOf(host)] as const);
    const open = this.#open();
    return [
      ...counted.filter(([, count]) => count === 0).map(([host]) => `I1: ${host} was acknowledged and has no ticket`),
      ...counted.filter(([, count]) => count > 1).map(([host, count]) => `I2: ${String(count)} tickets of ${host}`),
      ...(open === 0 ? [] : [`I3: ${String(open)} tickets stay open`]),
    ];
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

  #open(): number {
    return [...this.glpi.store.tickets.values()].filter(({ status }) => status < solvedStatus).length;
  }
}
