// `npm run simulate -- [--seeds N] [--seed S] [--json]`: that many worlds from seed S on; failing seeds, and seeds per second.
import { parseArgs } from 'node:util';
import { printFigures, say } from '../bench/figure.ts';
import { runWorld, type WorldReport } from './run-world.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [first, count] = [Number(values.seed), Number(values.seeds)];
const began = performance.now();
const failed: WorldReport[] = [];
let [lives, tickets] = [0, 0];
for (let seed = first; seed < first + count; seed += 1) {
  const report = await runWorld(seed);
  lives += report.lives;
  tickets += report.tickets;
  if (report.violations.length > 0) {
    failed.push(report);
    say(`seed ${seed} FAILED:\n  ${report.violations.slice(0, 8).join('\n  ')}`);
  }
  if ((seed - first) % 1_000 === 999) say(`${seed - first + 1} seeds, ${failed.length} failed`);
}
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
if (failed.length > 0) say(`failing seeds: ${failed.map(({ seed }) => seed).join(' ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
