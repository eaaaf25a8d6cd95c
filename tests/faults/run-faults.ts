// `npm run faults -- [--row kill] [--seed S] [--kills N] [--rounds N] [--speed N] [--json]`: kill -9 at random moments of the storm.
import { parseArgs } from 'node:util';
import { printFigures, say, type Figure } from '../bench/figure.ts';
import { differing, killStorm, survived, type KillReport } from './kill-storm.ts';

const { values } = parseArgs({
  options: {
    row: { type: 'string', default: 'kill' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '5' },
    speed: { type: 'string', default: '25' },
    json: { type: 'boolean', default: false },
  },
});
if (values.row !== 'kill') throw new Error(`no row is called ${values.row}; known: kill`);

const rounds = Number(values.rounds);
const perRound = Math.ceil(Number(values.kills) / rounds);
const reports: KillReport[] = [];
for (let round = 0; round < rounds; round += 1) {
  const seed = Number(values.seed) + round;
  const onKill = (killed: number): void => {
    if (killed % 10 === 0) say(`round ${round + 1} of ${rounds}, seed ${seed}: ${killed} kills`);
  };
  const report = await killStorm({ seed, kills: perRound, speed: Number(values.speed), withinMs: 1_200, onKill });
  const { posts, resent, alerts, tickets } = report;
  say(
    `seed ${seed}: ${posts} POSTs, ${resent} sent again, ${alerts} alerts accepted, ${report.lost.length} lost, ${tickets} tickets, ` +
      `${report.doubled.length} doubled, ${report.waitingOperations} operations left, differing: ${differing(report).join(', ') || 'none'}, ` +
      `grown: ${report.grown.join(', ') || 'none'}; ${survived(report) ? 'survived' : `FAILED, see ${report.folder}`}`,
  );
  reports.push(report);
}

const sum = (of: (report: KillReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
const figure = (metric: string, value: number, unit: string, bar: string | null): Figure => ({
  bench: 'kill',
  metric,
  value,
  unit,
  bar,
});
printFigures(
  [
    figure(
      'kill -9 while the storm went on',
      sum((report) => report.kills),
      'kills',
      null,
    ),
    figure(
      'alerts that got 2xx',
      sum((report) => report.alerts),
      'alerts',
      null,
    ),
    figure(
      'of them in no record of the log',
      sum((report) => report.lost.length),
      'alerts',
      '≤ 0',
    ),
    figure(
      'tickets',
      sum((report) => report.tickets),
      'tickets',
      null,
    ),
    figure(
      'second tickets of one key',
      sum((report) => report.doubled.length),
      'tickets',
      '≤ 0',
    ),
    figure(
      'operations left undone',
      sum((report) => report.waitingOperations),
      'operations',
      '≤ 0',
    ),
    figure(
      'stages whose state a clean replay does not reach',
      sum((report) => differing(report).length),
      'stages',
      '≤ 0',
    ),
  ],
  values.json,
);
process.exitCode = reports.every(survived) ? 0 : 1;
