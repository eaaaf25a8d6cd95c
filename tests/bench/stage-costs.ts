// CPU of each pure step for each event, in one process, on memory: `npm exec -- node tests/bench/stage-costs.ts [EVENTS] [plant|one]`
import { allFlags } from '../../domain/flags.ts';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { defaultSources } from '../../ingest/adapters/registry.ts';
import { deliveryRecords } from '../../ingest/delivery.ts';
import { readOrReject } from '../../ingest/read-or-reject.ts';
import { lineOf, parseLine } from '../../runtime/log/record-line.ts';
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';
import { AlertStream } from './alert-stream.ts';
import { plantCmdb } from './plant-cmdb.ts';

const startedAt = 1_800_000_000_000;
const perBatch = 64;
/** Deliveries that a stage gets before it commits, as when it is busy. */
const perCommit = 8;
const noHold = { criticalMs: 0, highMs: 0, warningMs: 0 };

const [asked = '60000', shape = 'plant'] = process.argv.slice(2);
const wanted = Number(asked);
const spent = new Map<string, number>();
const policy = Policy.parse({ flags: [...allFlags], hold: noHold });
const sinks = [{ name: 'desk', language: 'en' as const }];
const stages = pipelineStages({ tenant: 'default', sinks, inForce: () => ({ policy, cmdb: plantCmdb() }) });
const seats = stages.map((stage) => ({ ...stage, stage: stage.create({}), offset: 0 }));
const source = defaultSources('UTC')[0];
if (source === undefined) throw new Error('no default source');
let rowBytes = 0;

/** Of this thread alone, ms: what else runs on the machine does not count, nor do V8's helpers. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function timed<T>(name: string, work: () => T): T {
  const began = cpuMs();
  const result = work();
  spent.set(name, (spent.get(name) ?? 0) + cpuMs() - began);
  return result;
}

function feed(stage: Stage, stream: StreamName, lines: readonly string[], offset: number): LogRecord[] {
  const records = timed(`${stage.name}: parse`, () =>
    lines.map((line, n): StoredRecord => parseLine(line, { stream, partition: 0, offset: offset + n })),
  );
  timed(`${stage.name}: decide`, () => records.forEach((record) => stage.apply({ record })));
  const { rows, out } = timed(`${stage.name}: take`, () => stage.take());
  const bytes = rows.reduce((sum, { json }) => sum + (json?.length ?? 0), 0);
  rowBytes += bytes;
  spent.set(`${stage.name}: row bytes`, (spent.get(`${stage.name}: row bytes`) ?? 0) + bytes / 1000);
  return out.map(({ record }) => record);
}

const stream = new AlertStream({ shape: shape === 'one' ? 'one' : 'plant', resendEvery: 5, startsAt: startedAt });
let events = 0;
let distinct = 0;
const written = new Map<StreamName, string[]>();
while (distinct < wanted) {
  const lines: string[] = [];
  for (let n = 0; n < perCommit; n += 1) {
    const { body, sent } = stream.batch(perBatch);
    const receivedAt = startedAt + Math.floor((distinct / 5_000) * 1000);
    const bytes = Buffer.from(body);
    const reading = timed('door: read', () => readOrReject(source, bytes, receivedAt));
    const received = { source: source.profile, receivedAt, body: bytes, partitions: 1 };
    const records = timed('door: records', () => deliveryRecords(received, reading).events);
    lines.push(...timed('door: line', () => records.map(lineOf)));
    events += sent;
    distinct += perBatch;
  }
  written.set('events', lines);
  for (const seat of seats) {
    const input = written.get(seat.input) ?? [];
    const out = feed(seat.stage, seat.input, input, seat.offset);
    seat.offset += input.length;
    const target = { alerting: 'alerts', judging: 'incidents', planning: 'tickets' }[seat.stage.name];
    if (target !== undefined)
      written.set(
        target as StreamName,
        timed(`${seat.stage.name}: line`, () => out.map(lineOf)),
      );
  }
}
const total = [...spent].filter(([name]) => !name.endsWith('bytes')).reduce((sum, [, ms]) => sum + ms, 0);
for (const [name, ms] of spent)
  process.stdout.write(`${name.padEnd(34)} ${((ms * 1000) / events).toFixed(1)} µs (or bytes) an event\n`);
process.stdout.write(
  `${'total'.padEnd(34)} ${((total * 1000) / events).toFixed(1)} µs an event of ${events}; ${(rowBytes / events).toFixed(0)} row bytes an event\n`,
);
