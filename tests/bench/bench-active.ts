// What 1,000, 10,000 and 100,000 active alerts cost: CPU of each further event, memory, and the time to start again.
import { BenchHouse } from './bench-house.ts';
import { say, type Figure } from './figure.ts';
import { defaultOrder, runLoad } from './run-load.ts';

const sizes = [1_000, 10_000, 100_000];
/** Events of each probe: new alerts and resends, at a pace that leaves room. */
const probeAlerts = 8_000;
const probeRate = 2_000;
const fillRate = 5_000;
const megabyte = 1_048_576;

interface Size {
  readonly active: number;
  readonly cpuUs: number;
  readonly rssBytes: number;
}

async function feed(house: BenchHouse, from: number, total: number, rate: number): Promise<number> {
  const startsAt = Date.now();
  const order = { ...defaultOrder, url: house.url, rate, seconds: 600, total, from, shape: 'plant' as const, startsAt };
  const before = house.vigie.usage().cpuMs;
  const { sent, refused } = await runLoad({ ...order, resendEvery: 2 });
  await house.drained();
  if (refused > 0) throw new Error(`${refused} POSTs were refused`);
  return ((house.vigie.usage().cpuMs - before) * 1000) / sent;
}

async function probe(house: BenchHouse, from: number, active: number): Promise<Size> {
  if (active > from) await feed(house, from, active - from, fillRate);
  const cpuUs = await feed(house, active, probeAlerts, probeRate);
  const { rssBytes } = house.vigie.usage();
  say(`${active} active: ${cpuUs.toFixed(0)} µs of CPU an event, RSS ${(rssBytes / megabyte).toFixed(0)} MB`);
  return { active, cpuUs, rssBytes };
}

export async function benchActive(): Promise<Figure[]> {
  const house = await BenchHouse.open();
  try {
    // Code and caches warm, so that the smallest size does not pay for it.
    await feed(house, 0, 500, probeRate);
    const found: Size[] = [];
    let from = 500;
    for (const active of sizes) {
      found.push(await probe(house, from, active));
      from = active + probeAlerts;
    }
    const restartMs = await house.restart();
    say(`restart with ${from} active: ${restartMs.toFixed(0)} ms to /readyz`);
    return figuresOf(found, restartMs);
  } finally {
    await house.close();
  }
}

function figuresOf(found: readonly Size[], restartMs: number): Figure[] {
  const bench = 'active';
  const cost = found.map((size): Figure => {
    const metric = `CPU an event at ${size.active} active`;
    return { bench, metric, value: size.cpuUs, unit: 'µs', bar: null };
  });
  const [first, last] = [found[0], found.at(-1)];
  const growth = ((last?.cpuUs ?? 0) / (first?.cpuUs ?? 1) - 1) * 100;
  const rss = (last?.rssBytes ?? 0) / megabyte;
  return [
    ...cost,
    { bench, metric: 'cost at 100,000 against 1,000', value: growth, unit: '% more', bar: '≤ 25' },
    {
      bench,
      metric: 'RSS at 100,000 active',
      value: rss,
      unit: 'MB',
      bar: '≤ 512',
      peer: 'Alertmanager 0.25, recorded: 512 MB',
    },
    { bench, metric: 'restart at 100,000 active, to /readyz', value: restartMs / 1000, unit: 's', bar: '≤ 5' },
  ];
}
