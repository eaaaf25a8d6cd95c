// The load of the pipeline bench through a cluster on this machine: its pace, its memory in a burst, its latency.
import { ClusterBench, type ProcessUse } from './bench-cluster.ts';
import { measureLatency, soloHosts } from './bench-latency.ts';
import { say, type Figure } from './figure.ts';
import { defaultOrder, runLoad } from './run-load.ts';

const bench = 'kafka';

export interface KafkaWish {
  readonly seconds: number;
  readonly rate: number;
  /** How many correlate processes, run by run. */
  readonly correlate: readonly number[];
  readonly profileFolder?: string | undefined;
}

interface Run {
  readonly accepted: number;
  readonly decided: number;
  /** What each took of a core while alerts came and were decided; the load generator is the last. */
  readonly shares: readonly { readonly name: string; readonly isVigie: boolean; readonly cores: number }[];
  /** CPU of Vigie for each alert that was sent, resends included. */
  readonly microseconds: number;
  readonly uses: readonly ProcessUse[];
}

async function loaded(cluster: ClusterBench, order: { rate: number; seconds: number; total: number }): Promise<Run> {
  const before = await cluster.uses();
  const startsAt = Date.now();
  const load = await runLoad({ ...defaultOrder, ...order, url: cluster.url, shape: 'plant', startsAt });
  const spentMs = load.ms + (await cluster.drained());
  const uses = await cluster.uses();
  const [accepted, decided] = [load.ms, spentMs].map((ms) => (load.distinct * 1000) / ms) as [number, number];
  const spent = uses.map(({ cpuMs }, n) => cpuMs - (before[n]?.cpuMs ?? 0));
  const shares = uses.map(({ name, isVigie }, n) => ({ name, isVigie, cores: (spent[n] ?? 0) / spentMs }));
  shares.push({ name: 'load', isVigie: false, cores: load.cpuMs / spentMs });
  const ours = spent.filter((_, n) => uses[n]?.isVigie === true).reduce((sum, cpuMs) => sum + cpuMs, 0);
  return { accepted, decided, shares, microseconds: (ours * 1000) / load.sent, uses };
}

function memoryFigures(uses: readonly ProcessUse[], during: string): Figure[] {
  const ours = uses.filter(({ isVigie }) => isVigie);
  return [...new Set(ours.map(({ name }) => name))].map((role) => {
    const peaks = ours.filter(({ name }) => name === role).map(({ peakRssBytes }) => peakRssBytes / 2 ** 20);
    return { bench, metric: `peak RSS of ${role}, ${during}`, value: Math.max(...peaks), unit: 'MB', bar: '≤ 512' };
  });
}

/** Alerts to ticket operation a second. */
export async function benchKafka({ seconds, rate, correlate, profileFolder }: KafkaWish): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const correlating of correlate) {
    const cluster = await ClusterBench.start({ correlating, profileFolder });
    try {
      const { accepted, decided, shares, microseconds, uses } = await loaded(cluster, { rate, seconds, total: 0 });
      const told = shares.map(({ name, cores }) => `${name} ${cores.toFixed(2)}`).join(', ');
      say(
        `${correlating} correlate: ${accepted.toFixed(0)}/s accepted, ${decided.toFixed(0)}/s decided; cores: ${told}`,
      );
      const of = `${correlating} correlate, 6 partitions`;
      const coresOf = (wanted: boolean): number =>
        shares.filter(({ isVigie }) => isVigie === wanted).reduce((sum, { cores }) => sum + cores, 0);
      figures.push(
        { bench, metric: `alerts to ticket operation, ${of}`, value: decided, unit: '1/s', bar: '≥ 4,000' },
        { bench, metric: `CPU of Vigie an alert sent, ${of}`, value: microseconds, unit: 'µs', bar: null },
        { bench, metric: `cores used by Vigie, ${of}`, value: coresOf(true), unit: 'cores', bar: null },
        {
          bench,
          metric: `cores used by broker, Redis, sink, load, ${of}`,
          value: coresOf(false),
          unit: 'cores',
          bar: null,
        },
        ...memoryFigures(uses, `${correlating} correlate`),
      );
    } finally {
      await cluster.stop();
    }
  }
  return figures;
}

/** 100,000 alerts as fast as 5 s allow: what each role takes of memory until all is decided. */
export async function benchKafkaBurst({ profileFolder }: Pick<KafkaWish, 'profileFolder'>): Promise<Figure[]> {
  const cluster = await ClusterBench.start({ correlating: 1, profileFolder });
  try {
    const { decided, microseconds, uses } = await loaded(cluster, { rate: 20_000, seconds: 30, total: 100_000 });
    say(`100,000 at once: ${decided.toFixed(0)}/s decided, ${microseconds.toFixed(0)} µs of CPU an alert`);
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
