// `npm run bench:ingest -- [--json] [--rounds N] [--runs N] [--profile DIR]`: syslog lines a second, parsed, matched and stored.
import { parseArgs } from 'node:util';
import { connections, runDoor, runRsyslog, runWhole, type SyslogRun } from './bench-syslog.ts';
import { printFigures, say, spreadOf, type Figure } from './figure.ts';
import { syslogMix } from './syslog-mix.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
    profile: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const runs = Number(values.runs);
const mix = syslogMix();

async function several(name: string, run: () => Promise<SyslogRun | null>): Promise<SyslogRun[]> {
  const found: SyslogRun[] = [];
  for (let n = 0; n < runs; n += 1) {
    const one = await run();
    if (one === null) return [];
    const memory = (one.rssBytes / 1_048_576).toFixed(0);
    say(`${name}: ${one.linesPerSecond.toFixed(0)} lines/s, CPU ${one.cpuPercent.toFixed(0)} %, peak RSS ${memory} MB`);
    found.push(one);
  }
  return found;
}

function figureOf(metric: string, found: readonly SyslogRun[], bar: string | null, peer?: string): Figure {
  const { median, words } = spreadOf(found.map(({ linesPerSecond }) => linesPerSecond));
  const peered = peer === undefined ? {} : { peer };
  return { bench: 'syslog-tcp', metric: `${metric} (${words})`, value: median, unit: 'lines/s', bar, ...peered };
}

const expectedBytes = mix.bytes.length * rounds * connections;
const relay = await several('rsyslog to a file', () => runRsyslog(rounds, expectedBytes));
const peer =
  relay.length === 0
    ? 'rsyslog is not installed'
    : `rsyslog to a file: ${spreadOf(relay.map((run) => run.linesPerSecond)).median.toFixed(0)}`;
const door = await several('the door, one process', () => runDoor(rounds, values.profile));
const whole = await several('a whole Vigie', () => runWhole(Math.ceil(rounds / 4), values.profile));
printFigures(
  [
    figureOf('parsed, matched and stored, door alone', door, '≥ 100,000', peer),
    figureOf('parsed, matched and stored, every stage beside', whole, null),
    ...(relay.length === 0 ? [] : [figureOf('rsyslog to a file', relay, null)]),
  ],
  values.json,
);
