// Several tenants on one Kafka and one Redis: each by a prefix of its own, its processes beside the others'.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { IncidentPage } from '../../../console/api/incident-contract.ts';
import { TicketPage } from '../../../console/api/ticket-contract.ts';
import type { VigieChild } from '../../bench/vigie-child.ts';
import { describeParts } from '../part.ts';
import { redisMissing } from '../redis-part.ts';
import { eventually } from '../server-process.ts';
import { Cluster } from './cluster.ts';
import { lacksOwnKafka, startWithinMs } from './kafka-libs.ts';

const policy = { hold: { criticalMs: 0, highMs: 0, warningMs: 0 }, resolve: { afterMs: 1_000 } };
const config = { sources: { generic: { type: 'generic' } } };
const cmdb = { version: 1, cis: [{ id: 'web-1', class: 'server' }] };
const withinMs = 30_000;

class Tenant {
  readonly name: string;
  readonly #cluster: Cluster;
  #child: VigieChild | null = null;
  #address = '';

  constructor(cluster: Cluster, name: string) {
    this.#cluster = cluster;
    this.name = name;
  }

  async start(): Promise<void> {
    const { kafka, redis } = this.#cluster;
    const shared = { broker: kafka.address(), redisUrl: redis.url };
    const own = {
      tenant: this.name,
      log: { kafka: { brokers: [shared.broker], prefix: this.name, partitions: { events: 2, alerts: 1 } } },
      state: { redis: { url: shared.redisUrl, prefix: this.name } },
    };
    this.#child = this.#cluster.launch('all', { name: this.name, ...shared, config: own });
    this.#address = await this.#child.ready();
  }

  async kill(): Promise<void> {
    await this.#child?.kill();
  }

  async say(state: 'problem' | 'ok'): Promise<number> {
    const body = JSON.stringify([{ host: 'web-1', check: 'ping', state, severity: 'critical', message: this.name }]);
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${this.#address}/ingest/generic`, { method: 'POST', headers, body })).status;
  }

  async states(): Promise<string[]> {
    const answer = await fetch(`${this.#address}/api/v1/incidents?state=all`);
    return IncidentPage.parse(await answer.json()).items.map(({ state }) => state);
  }

  async tickets(): Promise<number> {
    return TicketPage.parse(await (await fetch(`${this.#address}/api/v1/tickets`)).json()).items.length;
  }
}

describeParts('several tenants', [...lacksOwnKafka(), ...redisMissing(true)], () => {
  let cluster: Cluster;
  let north: Tenant;
  let south: Tenant;

  beforeAll(async () => {
    cluster = await Cluster.start({ config, policy, cmdb });
    [north, south] = [new Tenant(cluster, 'north'), new Tenant(cluster, 'south')];
    await Promise.all([north.start(), south.start()]);
  }, startWithinMs);
  afterAll(() => cluster?.stop());

  const one = (tenant: Tenant, state: string): Promise<true> =>
    eventually(`one incident of ${tenant.name}, ${state}`, withinMs, async () =>
      (await tenant.states()).join() === state && (await tenant.tickets()) === 1 ? true : null,
    );

  it('see the same host as two: a ticket each, and the end of one is not that of the other', async () => {
    expect([await north.say('problem'), await south.say('problem')]).toEqual([200, 200]);
    await Promise.all([one(north, 'open'), one(south, 'open')]);
    expect(await north.say('ok')).toBe(200);
    await one(north, 'resolved');
    expect(await south.states()).toEqual(['open']);
  });

  it('do not notice when the processes of another die and come back', async () => {
    await north.kill();
    expect(await south.say('ok')).toBe(200);
    await one(south, 'resolved');
    await north.start();
    await one(north, 'resolved');
  });
});
