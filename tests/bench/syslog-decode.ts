// Measures how many syslog lines a second of CPU time is framed, parsed and matched: `node tests/bench/syslog-decode.ts [RECORDING | MIX]`
import { readFileSync } from 'node:fs';
import { loadProfiles } from '../../ingest/profiles/builtin-packs.ts';
import { createSyslogDecoder } from '../../ingest/syslog/decoder.ts';
import { refusalStream } from './refusal-mix.ts';

const chunkBytes = 65_536;
const atLeastLines = 180_000;

/** The syslog part of a recording, as one LF-framed stream. */
function streamOf(file: string): Buffer {
  const records = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"source":"syslog"'));
  const texts = records.map((record) => JSON.parse(record) as { text?: string; transport: string });
  return Buffer.from(
    texts
      .filter(({ transport }) => transport === 'udp')
      .map(({ text = '' }) => `${text}\n`)
      .join(''),
  );
}

const [what = 'tests/fixtures/storm/storm-15min.ndjson'] = process.argv.slice(2);
const stream = refusalStream(what) ?? streamOf(what);
const lines = stream.toString('latin1').split('\n').length - 1;
const rounds = Math.ceil(atLeastLines / lines);
const decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' });
let events = 0;
const startedAt = process.cpuUsage();
for (let round = 0; round < rounds; round += 1) {
  for (let at = 0; at < stream.length; at += chunkBytes) {
    events += decoder.chunk('bench', stream.subarray(at, at + chunkBytes), null, 1_795_461_251_561 + round * 1000)
      .events.length;
  }
}
const spent = process.cpuUsage(startedAt);
const seconds = (spent.user + spent.system) / 1e6;
const rate = Math.round((lines * rounds) / seconds);
process.stdout.write(
  `${JSON.stringify([{ bench: 'syslog-decode', metric: 'lines', value: rate, unit: '1/s of CPU', bar: 100_000, what, events }])}\n`,
);
