// Finds hosts whose clock is steadily off (architecture.md, "Time"), from how their lines differ from their arrival.
import { BoundedMap } from './bounded-map.ts';

/** architecture.md, "Time": the last 5–20 lines, a steady amount above 5 s. */
const minSamples = 5;
const maxSamples = 20;
const minOffsetMs = 5_000;
/** Times of one second's grain, and delays of a relay, still count as steady. */
const steadyMs = 5_000;
/**
 * Lines that came in one burst say nothing of a clock: a relay that was cut off sends minutes of old lines at once
 * (storm: 32 kB, six minutes late). So one sample a second, and all of them over at least this long.
 */
const minSpanMs = 10_000;
const sampleGapMs = 1_000;
const maxHosts = 10_000;

interface Samples {
  readonly differences: number[];
  readonly arrivals: number[];
  next: number;
  lastArrival: number;
  offsetMs: number | undefined;
}

export class ClockOffsets {
  readonly #hosts = new BoundedMap<Samples>(maxHosts);

  /** Learns from one line of `host`; tells its steady offset (positive: ahead), undefined if none is known. */
  observe(host: string, atMs: number | null, receivedAt: number): number | undefined {
    if (host === '') return undefined;
    const samples = this.#hosts.touch(host, newSamples);
    if (atMs !== null && receivedAt - samples.lastArrival >= sampleGapMs) learn(samples, atMs, receivedAt);
    return samples.offsetMs;
  }

  get hosts(): number {
    return this.#hosts.size;
  }
}

function newSamples(): Samples {
  return { differences: [], arrivals: [], next: 0, lastArrival: Number.NEGATIVE_INFINITY, offsetMs: undefined };
}

function learn(samples: Samples, atMs: number, receivedAt: number): void {
  samples.differences[samples.next] = atMs - receivedAt;
  samples.arrivals[samples.next] = receivedAt;
  samples.next = (samples.next + 1) % maxSamples;
  samples.lastArrival = receivedAt;
  samples.offsetMs = steadyOffset(samples);
}

function steadyOffset({ differences, arrivals }: Samples): number | undefined {
  if (differences.length < minSamples) return undefined;
  if (Math.max(...arrivals) - Math.min(...arrivals) < minSpanMs) return undefined;
  const sorted = differences.toSorted((a, b) => a - b);
  const spread = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const median = sorted[sorted.length >> 1] ?? 0;
  return spread <= steadyMs && Math.abs(median) > minOffsetMs ? median : undefined;
}
