// `npm run bench -- [--json] [--only throughput,one,latency,active,kafka,kafka-burst,kafka-latency] [--seconds N] [--rate N] [--runs N] [--batches 64,256] [--correlate 1,3] [--profile DIR]`
import { parseArgs } from 'node:util';
import { benchActive } from './bench-active.ts';
import { benchKafka, benchKafkaBurst, benchKafkaLatency } from './bench-kafka.ts';
import { benchLatency } from './bench-latency.ts';
import { benchOneIncident, benchThroughput } from './bench-throughput.ts';
import { printFigures, say, type Figure } from './figure.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: 'throughput,one,latency,active' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '3' },
    batches: { type: 'string', default: '64,256' },
    correlate: { type: 'string', default: '1,3' },
    profile: { type: 'string' },
  },
});

const seconds = Number(values.seconds);
const wish = {
  seconds,
  rate: Number(values.rate),
  runs: Number(values.runs),
  batches: values.batches.split(',').map(Number),
  correlate: values.correlate.split(',').map(Number),
  profileFolder: values.profile,
};
const benches = new Map<string, () => Promise<Figure[]>>([
  ['throughput', () => benchThroughput(wish)],
  ['one', () => benchOneIncident(wish)],
  ['latency', () => benchLatency(seconds)],
  ['active', () => benchActive()],
  // Needs java and redis-server: asked for by name.
  ['kafka', () => benchKafka(wish)],
  ['kafka-burst', () => benchKafkaBurst(wish)],
  ['kafka-latency', () => benchKafkaLatency(wish)],
]);

const figures: Figure[] = [];
for (const name of values.only.split(',')) {
  const bench = benches.get(name);
  if (bench === undefined) throw new Error(`no bench is called ${name}; known: ${[...benches.keys()].join(', ')}`);
  say(name);
  figures.push(...(await bench()));
}
printFigures(figures, values.json);
