// From an accepted POST to the first byte at the sink: 50 alerts a second, one in a hundred critical on a CI of its own.
import { setTimeout as pause } from 'node:timers/promises';
import { AlertStream } from './alert-stream.ts';
import { BenchHouse } from './bench-house.ts';
import type { BenchSink } from './bench-sink.ts';
import { say, type Figure } from './figure.ts';

const rate = 50;
const criticalEvery = 100;

function soloAlert(n: number, startsAt: number): string {
  const labels = { alertname: 'HostDown', instance: `solo-${n}.example.net:9100`, severity: 'critical', job: 'node' };
  const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + 3_600_000).toISOString() };
  return JSON.stringify({ labels, annotations: { summary: `solo-${n} is down` }, ...times });
}

async function post(url: string, alert: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', body: `[${alert}]`, headers });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`POST: ${response.status}`);
}

/** Epoch ms of each critical alert's acceptance, by host number. */
async function play(url: string, seconds: number): Promise<number[]> {
  const accepted: number[] = [];
  const startsAt = Date.now();
  const stream = new AlertStream({ shape: 'plant', resendEvery: 0, startsAt });
  const posts: Promise<void>[] = [];
  for (let n = 0; n < seconds * rate; n += 1) {
    const aheadMs = startsAt + (n * 1000) / rate - Date.now();
    if (aheadMs > 0) await pause(aheadMs);
    const solo = n % criticalEvery === criticalEvery / 2 ? Math.floor(n / criticalEvery) : null;
    const posted = post(url, solo === null ? stream.alert(n) : soloAlert(solo, Date.now()));
    posts.push(
      posted.then(() => {
        if (solo !== null) accepted[solo] = Date.now();
      }),
    );
  }
  await Promise.all(posts);
  return accepted;
}

export interface LatencyParts {
  readonly bench: string;
  /** Where alerts are posted. */
  readonly url: string;
  readonly sink: BenchSink;
  readonly drained: () => Promise<unknown>;
  readonly seconds: number;
  /** For p99. */
  readonly bar: string;
}

/** Hosts that the CMDB of such a bench needs beside its own. */
export function soloHosts(seconds: number): number {
  return Math.ceil((seconds * rate) / criticalEvery);
}

export async function measureLatency({ bench, url, sink, drained, seconds, bar }: LatencyParts): Promise<Figure[]> {
  const accepted = await play(url, seconds);
  await drained();
  const { made } = await sink.report();
  const waits = accepted.map((at, solo) => {
    const ticket = made.find(({ content }) => new RegExp(`solo-${solo}\\b`).test(content));
    return ticket === undefined ? Number.POSITIVE_INFINITY : ticket.at - at;
  });
  waits.sort((a, b) => a - b);
  const at = (share: number): number =>
    (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0) / 1000;
  say(`${waits.length} critical alerts, ${made.length} tickets: p50 ${at(0.5)} s, p99 ${at(0.99)} s`);
  const metric = (share: string): string => `accepted POST to first byte at the sink, ${share}`;
  return [
    { bench, metric: metric('p50'), value: at(0.5), unit: 's', bar: null },
    { bench, metric: metric('p99'), value: at(0.99), unit: 's', bar },
  ];
}

export async function benchLatency(seconds: number): Promise<Figure[]> {
  const house = await BenchHouse.open({ extraHosts: soloHosts(seconds) });
  try {
    const { url, sink } = house;
    return await measureLatency({ bench: 'latency', url, sink, drained: () => house.drained(), seconds, bar: '≤ 1' });
  } finally {
    await house.close();
  }
}
