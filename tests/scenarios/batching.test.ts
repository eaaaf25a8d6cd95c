// How records are batched, and where a stage was brought back from its rows, must not show: it writes the same bytes.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Policy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { Row } from '../../domain/ports/state-store.ts';
import { tickKind, type LogRecord, type StoredRecord, type StreamName } from '../../domain/record.ts';
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

interface Manner {
  readonly perTake: number;
  /** Takes after which the stage is put away and another goes on from its rows; 0: never. */
  readonly perLife?: number;
}

/** One stage fed with lines as its owner would; returns what it writes. */
class Life {
  readonly lines: { readonly stream: StreamName; readonly line: string }[] = [];
  readonly #create: () => Stage;
  readonly #rows = new Map<string, Row>();
  readonly #perLife: number;
  #stage: Stage;
  #takes = 0;

  constructor(create: () => Stage, perLife: number) {
    this.#create = create;
    this.#perLife = perLife;
    this.#stage = create();
  }

  get name(): string {
    return this.#stage.name;
  }

  apply(record: StoredRecord): void {
    this.#stage.apply({ record });
  }

  take(): void {
    const { rows, out } = this.#stage.take();
    for (const { stream, record } of out) this.lines.push({ stream, line: JSON.stringify(record) });
    for (const row of rows) {
      if (row.json === null) this.#rows.delete(`${row.table}\n${row.key}`);
      else this.#rows.set(`${row.table}\n${row.key}`, row);
    }
    this.#takes += 1;
    if (this.#perLife > 0 && this.#takes % this.#perLife === 0) this.#restart();
  }

  #restart(): void {
    this.#stage = this.#create();
    const keys = [...this.#rows.keys()].sort();
    if (!this.#stage.writeOnly) this.#stage.restore(keys.map((key) => this.#rows.get(key) as Row));
  }
}

/** Each stage's output as text, read from the text of the one before. */
function written(events: readonly LogRecord[], { perTake, perLife = 0 }: Manner): Map<string, string[]> {
  const policy = Policy.parse({});
  const streams = new Map<StreamName, string[]>([['events', events.map((record) => JSON.stringify(record))]]);
  const found = new Map<string, string[]>();
  for (const { input, create } of pipelineStages({ tenant: 'default', sinks, inForce: () => ({ policy, cmdb }) })) {
    const life = new Life(() => create({}), perLife);
    for (const [offset, line] of (streams.get(input) ?? []).entries()) {
      life.apply({ ...(JSON.parse(line) as LogRecord), stream: input, partition: 0, offset });
      if (offset % perTake === perTake - 1) life.take();
    }
    life.take();
    for (const { stream, line } of life.lines) streams.set(stream, [...(streams.get(stream) ?? []), line]);
    found.set(
      life.name,
      life.lines.map(({ line }) => line),
    );
  }
  return found;
}

test('the storm: each stage writes the same bytes in batches of 1, 7 and 500', async () => {
  const events = await stormEvents();
  const singly = written(events, { perTake: 1 });
  expect(singly.get('judging')?.length).toBeGreaterThan(50);
  expect(singly.get('planning')?.length).toBeGreaterThan(2);
  for (const perTake of [7, 500]) expect(written(events, { perTake })).toEqual(singly);
});

test.each([1, 3, 10])('the storm: brought back after every %i records, it writes the same bytes', async (perLife) => {
  const events = await stormEvents();
  expect(written(events, { perTake: 1, perLife })).toEqual(written(events, { perTake: 1 }));
});
