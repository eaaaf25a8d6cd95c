// Row 13: a group of processes is cut off from Kafka, Redis and the ticketing system, half-open, while another takes over.
import { setTimeout as pause } from 'node:timers/promises';
import { TcpProxy } from '../../parts/tcp-proxy.ts';
import { ClusterRun, clusterMissing, glpiSink } from '../cluster-run.ts';
import type { FaultRow, RowReport, RowWish } from '../fault-row.ts';
import { seededChance } from '../seeded-chance.ts';

const rounds = { part: 1, whole: 6 };
/** Longer than a member's session of 10 s: the others have its seats by then. */
const cutMs = 18_000;
const hostsPerRound = 12;
const settleMs = 60_000;
const groups = ['EAST', 'WEST'] as const;

/** What stands between one group of processes and all that it shares. */
class Wires {
  readonly kafka: TcpProxy;
  readonly redis: TcpProxy;
  readonly glpi: TcpProxy;

  constructor(kafka: TcpProxy, redis: TcpProxy, glpi: TcpProxy) {
    this.kafka = kafka;
    this.redis = redis;
    this.glpi = glpi;
  }

  get all(): readonly TcpProxy[] {
    return [this.kafka, this.redis, this.glpi];
  }
}

class PartedCluster {
  readonly run: ClusterRun;
  readonly #wires: readonly Wires[];

  private constructor(run: ClusterRun, wires: readonly Wires[]) {
    this.run = run;
    this.#wires = wires;
  }

  /** Each group hears of the broker by an address of its own, which is its proxy's. */
  static async open(hosts: number): Promise<PartedCluster> {
    let run: ClusterRun | null = null;
    const port = (of: (running: ClusterRun) => number) => () => (run === null ? 0 : of(run));
    const wires: Wires[] = [];
    for (const group of groups) {
      const kafka = await TcpProxy.before(port(({ cluster }) => cluster.kafka.port(group)));
      const redis = await TcpProxy.before(port(({ cluster }) => cluster.redis.port));
      wires.push(new Wires(kafka, redis, await TcpProxy.before(port(({ glpi }) => Number(new URL(glpi.origin).port)))));
    }
    const advertised = Object.fromEntries(groups.map((group, n) => [group, wires[n]?.kafka.address ?? '']));
    run = await ClusterRun.open({ hosts, kafka: { listeners: groups, advertised } });
    const parted = new PartedCluster(run, wires);
    const [door = ''] = await run.launch(['ingest']);
    run.door = door;
    for (const [n, group] of groups.entries()) await parted.#launch(group, wires[n]);
    return parted;
  }

  async #launch(name: string, wires: Wires | undefined): Promise<void> {
    if (wires === undefined) throw new Error(`no wires of ${name}`);
    const url = this.run.glpi.url.replace(/:\d+/, `:${String(wires.glpi.port)}`);
    const redisUrl = `redis://${wires.redis.address}`;
    const apart = { name, broker: wires.kafka.address, redisUrl, config: { ticketing: glpiSink(url) } };
    await this.run.launch(['correlate', 'ticketing'], apart);
  }

  cut(group: number): void {
    for (const proxy of this.#wires[group % groups.length]?.all ?? []) proxy.hole();
  }

  heal(group: number, how: 'late' | 'reset'): void {
    for (const proxy of this.#wires[group % groups.length]?.all ?? []) proxy.heal(how);
  }

  get held(): number {
    return this.#wires.flatMap(({ all }) => all).reduce((sum, { held }) => sum + held, 0);
  }

  async close(): Promise<void> {
    await this.run.close();
    for (const { all } of this.#wires) for (const proxy of all) await proxy.stop();
  }
}

async function run({ seed, scale }: RowWish): Promise<RowReport> {
  const chance = seededChance(seed);
  const parted = await PartedCluster.open(rounds[scale] * hostsPerRound);
  const { run } = parted;
  try {
    let next = 0;
    const talk = async (count: number, withinMs: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) {
        while (!(await run.say(run.hosts[next] ?? '', 'problem'))) await pause(50);
        next += 1;
        await pause((chance() * 2 * withinMs) / count);
      }
    };
    for (let round = 0; round < rounds[scale]; round += 1) {
      await talk(3, 600);
      parted.cut(round);
      const cut = performance.now();
      await talk(hostsPerRound - 5, 6_000);
      await pause(Math.max(0, cutMs - (performance.now() - cut)));
      parted.heal(round, chance() < 0.5 ? 'late' : 'reset');
      await talk(2, 1_000);
      await run.settle(settleMs);
    }
    await run.end(settleMs);
    const output = run.cluster.output();
    const fenced = output.match(/epoch-fenced/g)?.length ?? 0;
    const { held } = parted;
    return {
      counts: {
        rounds: rounds[scale],
        'connections held': held,
        'seats fenced or lost': output.match(/seat lost/g)?.length ?? 0,
        'of them fenced': fenced,
        acknowledged: run.taken,
        tickets: run.glpi.store.tickets.size,
      },
      violations: [...run.violations(), ...(held > 0 ? [] : ['no connection was held'])],
    };
  } finally {
    await parted.close();
  }
}

export const halfOpen: FaultRow = {
  row: 13,
  fault: 'cut off half-open from Kafka, Redis and the ticketing system, then back',
  missing: clusterMissing,
  wholeOnly: true,
  run,
};
