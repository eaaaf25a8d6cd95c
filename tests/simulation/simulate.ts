// `npm run simulate -- [--seeds N] [--seed S] [--threads T] [--json]`: that many worlds from seed S on; failing seeds, seeds per second.
import { parseArgs } from 'node:util';
import { printFigures, say } from '../bench/figure.ts';
import type { WorldReport } from './run-world.ts';
import { runWorlds } from './run-worlds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
const began = performance.now();
const failed: WorldReport[] = [];
let [lives, tickets, done] = [0, 0, 0];

function note(report: WorldReport): void {
  lives += report.lives;
  tickets += report.tickets;
  if (report.violations.length > 0) {
    failed.push(report);
    say(`seed ${report.seed} FAILED:\n  ${report.violations.slice(0, 8).join('\n  ')}`);
  }
  done += 1;
  if (done % 1_000 === 0) say(`${done} seeds, ${failed.length} failed`);
}

const threads = values.threads === undefined ? {} : { threads: Number(values.threads) };
await runWorlds({ first, count, ...threads, onReport: note });
const seconds = (performance.now() - began) / 1_000;
const cpuSeconds = process.cpuUsage().user / 1e6;
const figure = (
  metric: string,
  value: number,
  unit: string,
  bar: string | null,
): Parameters<typeof printFigures>[0][0] => ({
  bench: 'simulation',
  metric,
  value,
  unit,
  bar,
});
printFigures(
  [
    figure('seeds', count, 'seeds', null),
    figure('of them failed', failed.length, 'seeds', '≤ 0'),
    figure('lives of processes', lives, 'lives', null),
    figure('tickets', tickets, 'tickets', null),
    figure('seeds per second', count / seconds, 'seeds/s', null),
    figure('CPU per seed', (cpuSeconds / count) * 1_000, 'ms', null),
  ],
  values.json,
);
if (failed.length > 0)
  say(
    `failing seeds: ${failed
      .map(({ seed }) => seed)
      .sort((a, b) => a - b)
      .join(' ')}`,
  );
process.exitCode = failed.length === 0 ? 0 : 1;
