// The load of the pipeline bench through a cluster on this machine: its pace, its memory in a burst, its latency.
import { ClusterBench, type RoleUse } from './bench-cluster.ts';
import { measureLatency, soloHosts } from './bench-latency.ts';
import { say, type Figure } from './figure.ts';
import { defaultOrder, runLoad } from './run-load.ts';

const bench = 'kafka';

export interface KafkaWish {
  readonly seconds: number;
  readonly rate: number;
  readonly profileFolder?: string | undefined;
}

interface Run {
  readonly accepted: number;
  readonly decided: number;
  readonly cores: number;
  readonly uses: readonly RoleUse[];
}

async function loaded(cluster: ClusterBench, order: { rate: number; seconds: number; total: number }): Promise<Run> {
  const cpuOf = (uses: readonly RoleUse[]): number => uses.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const before = cpuOf(cluster.uses());
  const startsAt = Date.now();
  const load = await runLoad({ ...defaultOrder, ...order, url: cluster.url, shape: 'plant', startsAt });
  const spentMs = load.ms + (await cluster.drained());
  const uses = cluster.uses();
  const [accepted, decided] = [load.ms, spentMs].map((ms) => (load.distinct * 1000) / ms) as [number, number];
  return { accepted, decided, cores: (cpuOf(uses) - before) / spentMs, uses };
}

function memoryFigures(uses: readonly RoleUse[], during: string): Figure[] {
  return [...new Set(uses.map(({ role }) => role))].map((role) => {
    const peaks = uses.filter((use) => use.role === role).map(({ peakRssBytes }) => peakRssBytes / 2 ** 20);
    return { bench, metric: `peak RSS of ${role}, ${during}`, value: Math.max(...peaks), unit: 'MB', bar: '≤ 512' };
  });
}

/** Alerts to ticket operation a second, with one correlate process and with three. */
export async function benchKafka({ seconds, rate, profileFolder }: KafkaWish): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const correlating of [1, 3]) {
    const cluster = await ClusterBench.start({ correlating, profileFolder });
    try {
      const { accepted, decided, cores, uses } = await loaded(cluster, { rate, seconds, total: 0 });
      const shares = uses.map(({ role, cpuMs }) => `${role} ${(cpuMs / 1000).toFixed(1)} s`).join(', ');
      say(
        `${correlating} correlate: ${accepted.toFixed(0)}/s accepted, ${decided.toFixed(0)}/s decided; CPU: ${shares}`,
      );
      const of = `${correlating} correlate, 6 partitions`;
      figures.push(
        { bench, metric: `alerts to ticket operation, ${of}`, value: decided, unit: '1/s', bar: '≥ 4,000' },
        { bench, metric: `cores used by Vigie, ${of}`, value: cores, unit: 'cores', bar: null },
        { bench, metric: `alerts a core and second, ${of}`, value: decided / cores, unit: '1/s', bar: null },
        ...memoryFigures(uses, `${correlating} correlate`),
      );
    } finally {
      await cluster.stop();
    }
  }
  return figures;
}

/** 100,000 alerts as fast as 5 s allow: what each role takes of memory until all is decided. */
export async function benchKafkaBurst({ profileFolder }: KafkaWish): Promise<Figure[]> {
  const cluster = await ClusterBench.start({ correlating: 1, profileFolder });
  try {
    const { decided, uses } = await loaded(cluster, { rate: 20_000, seconds: 30, total: 100_000 });
    say(`100,000 at once: ${decided.toFixed(0)}/s decided`);
    return memoryFigures(uses, '100,000 alerts in a burst');
  } finally {
    await cluster.stop();
  }
}

/** 50 alerts a second, one in a hundred critical on a CI of its own. */
export async function benchKafkaLatency({ seconds, profileFolder }: KafkaWish): Promise<Figure[]> {
  const cluster = await ClusterBench.start({ correlating: 1, extraHosts: soloHosts(seconds), profileFolder });
  try {
    const { url, sink } = cluster;
    return await measureLatency({ bench, url, sink, drained: () => cluster.drained(), seconds, bar: '≤ 1.5' });
  } finally {
    await cluster.stop();
  }
}
