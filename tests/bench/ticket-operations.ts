// `npm run bench:tickets -- [--json]`: what Vigie adds to a ticket operation, without the system's own time, on SQLite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { SystemClock } from '../../runtime/clock/system-clock.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import { Delivery } from '../../ticketing/delivery/delivery.ts';
import { ForgetfulSink } from '../fakes/forgetful-sink.ts';
import { plannedOperation, plannedRecord } from '../fakes/planned-operation.ts';
import { printFigures, say } from './figure.ts';

const single = 1_000;
const burst = 10_000;
/** Rate of the single ones: far above what an ITSM takes, far below what queues. */
const gapMs = 4;

const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-tickets-'));
const opened = await openSqliteStores({ folder, onNotice: (notice) => say(JSON.stringify(notice)) });
const clock = new SystemClock();
const sink = new ForgetfulSink(45_000, 4);
const { log, store } = opened;
const delivery = await Delivery.open({ log, store, clock, sinks: new Map([['desk', sink]]) });
const stop = new AbortController();
const running = delivery.run(stop.signal);

const called = new Map<string, number>();
sink.pause = () => {
  const key = sink.calls.at(-1)?.key ?? '';
  called.set(key, performance.now());
  return Promise.resolve();
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function drained(): Promise<void> {
  while (delivery.sinkStandings().some(({ backlog }) => backlog > 0)) await pause(5);
}

say('single operations: from durable plan to the call');
const overheads: number[] = [];
for (let n = 0; n < single; n += 1) {
  const operation = plannedOperation({ op: 'open', incident: `single-${String(n)}` });
  await log.append('tickets', [plannedRecord(operation, clock.now())]);
  const from = performance.now();
  await pause(gapMs);
  while (!called.has(operation.key)) await pause(1);
  overheads.push((called.get(operation.key) ?? 0) - from);
}
await drained();

say('10,000 operations at once');
const from = performance.now();
const cpu = process.cpuUsage();
const planned = Array.from({ length: burst }, (_, n) =>
  plannedRecord(plannedOperation({ op: 'open', incident: `burst-${String(n)}` }), clock.now()),
);
await log.append('tickets', planned);
await pause(50);
await drained();
const tookMs = performance.now() - from;
const { user, system } = process.cpuUsage(cpu);
stop.abort();
await running;
await opened.close();
rmSync(folder, { recursive: true, force: true });

const sorted = overheads.sort((a, b) => a - b);
const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
const bench = 'tickets';
printFigures(
  [
    { bench, metric: 'overhead of an operation, median', value: at(0.5), unit: 'ms', bar: null },
    { bench, metric: 'overhead of an operation, p99', value: at(0.99), unit: 'ms', bar: '≤5' },
    { bench, metric: '10,000 queued operations drained', value: tookMs / 1_000, unit: 's', bar: null },
    { bench, metric: 'CPU an operation', value: (user + system) / 1_000 / burst, unit: 'ms', bar: '≤5' },
    {
      bench,
      metric: 'tickets made of them',
      value: sink.tickets.size,
      unit: 'tickets',
      bar: `≥${String(single + burst)}`,
    },
  ],
  process.argv.includes('--json'),
);
