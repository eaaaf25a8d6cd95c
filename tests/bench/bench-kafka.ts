// The same load through a cluster on this machine: six partitions of a real Kafka, state in a real Redis, roles as processes.
import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from '../parts/kafka/cluster.ts';
import { BenchSink } from './bench-sink.ts';
import { say, type Figure } from './figure.ts';
import { plantCmdb } from './plant-cmdb.ts';
import { defaultOrder, runLoad } from './run-load.ts';
import type { VigieChild } from './vigie-child.ts';

const partitions = { events: 6, alerts: 1 };
const noHold = { criticalMs: 0, highMs: 0, warningMs: 0 };

interface ClusterRun {
  readonly accepted: number;
  readonly decided: number;
  readonly coresUsed: number;
  readonly tickets: number;
}

/** Records that some stage of some process has not taken. */
async function backlog(addresses: readonly string[]): Promise<number> {
  const texts = await Promise.all(addresses.map(async (address) => (await fetch(`${address}/metrics`)).text()));
  const found = texts.flatMap((text) => [...text.matchAll(/^vigie_stage_backlog_records\{.*\} (\d+)/gm)]);
  return found.reduce((sum, [, count]) => sum + Number(count), 0);
}

async function drained(addresses: readonly string[], sink: BenchSink): Promise<number> {
  const began = performance.now();
  let [made, quiet, since] = [-1, 0, began];
  while (quiet < 4) {
    await pause(250);
    const now = (await sink.report()).made.length;
    const isQuiet = (await backlog(addresses)) === 0 && now === made;
    if (!isQuiet) since = performance.now();
    quiet = isQuiet ? quiet + 1 : 0;
    made = now;
  }
  return since - began;
}

async function runOnce(correlating: number, seconds: number, rate: number): Promise<ClusterRun> {
  const sink = await BenchSink.start();
  const config = { sources: { prometheus: { type: 'prometheus' } }, ticketing: { sinks: { glpi: sink.section } } };
  const site = { config, policy: { hold: noHold }, cmdb: plantCmdb(0), partitions, environment: sink.environment };
  const cluster = await Cluster.start(site);
  try {
    const roles = ['ingest', ...Array.from({ length: correlating }, () => 'correlate'), 'ticketing'];
    const children: VigieChild[] = roles.map((role) => cluster.launch(role));
    const addresses = await Promise.all(children.map((child) => child.ready()));
    const cpu = (): number => children.reduce((sum, child) => sum + child.usage().cpuMs, 0);
    const before = cpu();
    const order = { ...defaultOrder, url: `${addresses[0]}/api/v2/alerts`, rate, seconds, shape: 'plant' as const };
    const load = await runLoad({ ...order, startsAt: Date.now() });
    const spentMs = load.ms + (await drained(addresses, sink));
    return {
      accepted: (load.distinct * 1000) / load.ms,
      decided: (load.distinct * 1000) / spentMs,
      coresUsed: (cpu() - before) / spentMs,
      tickets: (await sink.report()).made.length,
    };
  } finally {
    await cluster.stop();
    await sink.stop();
  }
}

export async function benchKafka({ seconds, rate }: { seconds: number; rate: number }): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const correlating of [1, 3]) {
    const run = await runOnce(correlating, seconds, rate);
    const { accepted, decided, coresUsed, tickets } = run;
    say(
      `${correlating} correlate: ${accepted.toFixed(0)}/s accepted, ${decided.toFixed(0)}/s decided, ` +
        `${coresUsed.toFixed(1)} cores used by Vigie, ${tickets} tickets`,
    );
    const metric = `alerts to ticket operation, ${correlating} correlate, 6 partitions`;
    figures.push({ bench: 'kafka', metric, value: decided, unit: '1/s', bar: '≥ 4,000' });
    figures.push({
      bench: 'kafka',
      metric: `cores used, ${correlating} correlate`,
      value: coresUsed,
      unit: 'cores',
      bar: null,
    });
  }
  return figures;
}
