// From HTTP through every decision to the ticket operations committed: how many alerts a second, and how far behind.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BenchHouse } from './bench-house.ts';
import { say, spreadOf, type Figure } from './figure.ts';
import type { LoadResult } from './post-load.ts';
import { defaultOrder, runLoad } from './run-load.ts';

export interface ThroughputWish {
  readonly seconds: number;
  readonly rate: number;
  readonly runs: number;
  readonly batches: readonly number[];
  readonly profileFolder?: string | undefined;
}

interface Run {
  readonly accepted: number;
  readonly decided: number;
  readonly lagMs: number;
  readonly postP99Ms: number;
  readonly cpu: { readonly vigie: number; readonly load: number; readonly sink: number };
  /** For each alert sent, resends included. */
  readonly each: { readonly cpuUs: number; readonly writtenBytes: number };
  readonly tickets: number;
  readonly refused: number;
}

const perSecond = (count: number, ms: number): number => (count * 1000) / ms;

async function runOnce(wish: ThroughputWish, batch: number, shape: 'plant' | 'one', total = 0): Promise<Run> {
  const house = await BenchHouse.open({ profileFolder: wish.profileFolder });
  try {
    const before = house.vigie.usage();
    const { seconds, rate } = wish;
    const startsAt = Date.now();
    const load = await runLoad({ ...defaultOrder, url: house.url, batch, rate, seconds, shape, startsAt, total });
    const lagMs = await house.drained();
    const spentMs = load.ms + lagMs;
    const sink = await house.sink.report();
    const after = house.vigie.usage();
    const cpuMs = after.cpuMs - before.cpuMs;
    return {
      accepted: perSecond(load.distinct, load.ms),
      decided: perSecond(load.distinct, spentMs),
      lagMs,
      postP99Ms: load.p99Ms,
      cpu: {
        vigie: (cpuMs / spentMs) * 100,
        load: (load.cpuMs / load.ms) * 100,
        sink: (sink.cpuMs / spentMs) * 100,
      },
      each: {
        cpuUs: (cpuMs * 1000) / load.sent,
        writtenBytes: (after.writtenBytes - before.writtenBytes) / load.sent,
      },
      tickets: sink.made.length,
      refused: load.refused,
    };
  } finally {
    await house.close();
  }
}

async function runSeveral(wish: ThroughputWish, batch: number, shape: 'plant' | 'one', total = 0): Promise<Run[]> {
  const runs: Run[] = [];
  for (let n = 0; n < wish.runs; n += 1) {
    const run = await runOnce(wish, batch, shape, total);
    const { vigie, load, sink } = run.cpu;
    say(
      `${shape}, batches of ${batch}: ${run.accepted.toFixed(0)}/s accepted, ${run.decided.toFixed(0)}/s decided, lag ${run.lagMs.toFixed(0)} ms, ` +
        `POST p99 ${run.postP99Ms.toFixed(0)} ms, CPU vigie ${vigie.toFixed(0)} % load ${load.toFixed(0)} % sink ${sink.toFixed(0)} %, ` +
        `${run.each.cpuUs.toFixed(0)} µs and ${run.each.writtenBytes.toFixed(0)} bytes written an event, ${run.tickets} tickets, ${run.refused} refused`,
    );
    runs.push(run);
  }
  return runs;
}

function figuresOf(bench: string, batch: number, runs: readonly Run[], peer?: string): Figure[] {
  const accepted = spreadOf(runs.map((run) => run.accepted));
  const decided = spreadOf(runs.map((run) => run.decided));
  const lag = spreadOf(runs.map((run) => run.lagMs / 1000));
  const cpu = spreadOf(runs.map((run) => run.cpu.vigie));
  const of = (metric: string): string => `${metric}, batches of ${batch}`;
  return [
    { bench, metric: of(`alerts accepted (${accepted.words})`), value: accepted.median, unit: '1/s', bar: null },
    {
      bench,
      metric: of(`alerts decided (${decided.words})`),
      value: decided.median,
      unit: '1/s',
      bar: '≥ 5,000',
      ...(peer === undefined ? {} : { peer }),
    },
    { bench, metric: of(`lag at the end (${lag.words})`), value: lag.median, unit: 's', bar: '≤ 2' },
    { bench, metric: of('CPU of Vigie'), value: cpu.median, unit: '% of a core', bar: null },
  ];
}

/** Recorded with the same 2 cores shared with the driver: Keep 0.54.2, PostgreSQL 15, Redis, ARQ (docs/benchmarks.md). */
const keepRecorded = 'Keep, recorded: 59–65/s, tuned 162';

export async function benchThroughput(wish: ThroughputWish): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const batch of wish.batches) {
    const bare = await bareServer(batch, Math.min(wish.seconds, 10));
    figures.push(...figuresOf('pipeline', batch, await runSeveral(wish, batch, 'plant'), keepRecorded));
    const metric = `bare node:http, one commit a POST, batches of ${batch}`;
    figures.push({ bench: 'pipeline', metric, value: perSecond(bare.sent, bare.ms), unit: '1/s', bar: null });
  }
  return figures;
}

/** 10,000 alerts of one cluster: one incident. */
export async function benchOneIncident(wish: ThroughputWish): Promise<Figure[]> {
  const runs = await runSeveral({ ...wish, seconds: 60 }, 64, 'one', 10_000);
  const tickets = Math.max(...runs.map((run) => run.tickets));
  const metric = 'tickets of 10,000 alerts on one cause';
  return [
    ...figuresOf('one-incident', 64, runs, 'Keep, recorded: falls to 7/s'),
    { bench: 'one-incident', metric, value: tickets, unit: 'tickets', bar: '≤ 1' },
  ];
}

async function bareServer(batch: number, seconds: number): Promise<LoadResult> {
  const folder = mkdtempSync(join(process.env['VIGIE_BENCH_DIR'] ?? '/var/tmp', 'bare-bench-'));
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), [folder], { execPath: process.execPath });
  const [url] = (await once(child, 'message')) as [string];
  const order = { ...defaultOrder, url, batch, rate: 0, seconds, shape: 'plant' as const, startsAt: Date.now() };
  const result = await runLoad(order);
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
  rmSync(folder, { recursive: true, force: true });
  return result;
}
