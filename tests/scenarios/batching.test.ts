// How records are batched must not show: what a stage writes is the same bytes, taken after each record or after many.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import { tickKind, type LogRecord, type StreamName } from '../../domain/record.ts';
import { readCmdb } from '../../runtime/cmdb/read-cmdb.ts';
import { RecordedDoor } from '../../runtime/replay/recorded-door.ts';
import { readRecording } from '../../runtime/replay/recording.ts';
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';

const storm = join(import.meta.dirname, '../fixtures/storm');
const cmdb = readCmdb(join(storm, 'cmdb.json'));
const sinks = [{ name: 'desk', language: 'en' as const }];
const tickMs = 20_000;

function tick(receivedAt: number): LogRecord {
  const times = { occurredAt: receivedAt, receivedAt };
  return { v: 1, id: `tick-${receivedAt}`, tenant: '', key: '', kind: tickKind, ...times, body: {} };
}

async function stormEvents(): Promise<LogRecord[]> {
  const door = new RecordedDoor({ tenant: 'default', timezone: 'UTC' });
  const events: LogRecord[] = [];
  for await (const line of readRecording({ path: join(storm, 'storm-15min.ndjson'), startMs: null })) {
    const last = events.at(-1)?.receivedAt ?? 0;
    if (events.length > 0 && line.receivedAt - last > tickMs) events.push(tick(line.receivedAt));
    events.push(...door.take(line).events);
  }
  const end = events.at(-1)?.receivedAt ?? 0;
  return [...events, ...Array.from({ length: 60 }, (_none, n) => tick(end + (n + 1) * tickMs))];
}

/** Each stage's output as text, read from the text of the one before. */
function written(events: readonly LogRecord[], perTake: number): Map<string, string[]> {
  const policy = Policy.parse({});
  const streams = new Map<StreamName, string[]>([['events', events.map((record) => JSON.stringify(record))]]);
  const found = new Map<string, string[]>();
  for (const { input, create } of pipelineStages({ tenant: 'default', sinks, inForce: () => ({ policy, cmdb }) })) {
    const stage = create();
    const lines: string[] = [];
    const taken = (): void => {
      for (const { stream, record } of stage.take().out) {
        const line = JSON.stringify(record);
        lines.push(line);
        streams.set(stream, [...(streams.get(stream) ?? []), line]);
      }
    };
    for (const [offset, line] of (streams.get(input) ?? []).entries()) {
      stage.apply({ record: { ...(JSON.parse(line) as LogRecord), stream: input, partition: 0, offset } });
      if (offset % perTake === perTake - 1) taken();
    }
    taken();
    found.set(stage.name, lines);
  }
  return found;
}

test('the storm: each stage writes the same bytes in batches of 1, 7 and 500', async () => {
  const events = await stormEvents();
  const singly = written(events, 1);
  expect(singly.get('judging')?.length).toBeGreaterThan(50);
  expect(singly.get('planning')?.length).toBeGreaterThan(2);
  for (const perTake of [7, 500]) expect(written(events, perTake)).toEqual(singly);
});
