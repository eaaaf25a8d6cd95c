// Figures of log and state on SQLite: appends and stage commits a second, acknowledgement at a low rate, syslog lines.
// Run: node tests/bench/log-and-state.ts [seconds] [pipeline|low-rate|syslog]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { SystemClock } from '../../runtime/clock/system-clock.ts';
import { ControlBodies } from '../../runtime/log/control-bodies.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import type { SqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import { StageRunner } from '../../runtime/stage-runner.ts';

interface Alert {
  readonly id: string;
  readonly text: string;
}

const seconds = Number(process.argv[2] ?? 10);
const alertsPerDelivery = 64;
const alertText = 'x'.repeat(950);

/** One row an alert and one record a delivery, as the pipeline's stages do. */
class EchoStage implements Stage {
  readonly name: string;
  readonly writeOnly = false;
  readonly #to: StreamName | null;
  readonly #rows = new Table<Alert>('alerts');
  #out: Outgoing[] = [];

  constructor(name: string, to: StreamName | null) {
    this.name = name;
    this.#to = to;
  }

  restore(): void {
    return;
  }

  apply({ record }: StageInput): void {
    if (record.kind !== 'delivery') return;
    for (const alert of record.body as Alert[]) this.#rows.put(alert.id, alert);
    if (this.#to === null) return;
    const { id, receivedAt, body } = record;
    const out: LogRecord = { ...delivery(`${this.name}-${id}`, receivedAt), body };
    this.#out.push({ stream: this.#to, record: out });
  }

  take(): StageChanges {
    const out = this.#out;
    this.#out = [];
    return { rows: this.#rows.take(), out };
  }

  nextDueAt(): null {
    return null;
  }
}

function delivery(id: string, receivedAt: number, body: unknown = null): LogRecord {
  return { v: 1, id, tenant: 't', key: 'k', kind: 'delivery', occurredAt: receivedAt, receivedAt, body };
}

const clock = new SystemClock();
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const quantile = (sorted: number[], share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
const rssMb = (): string => `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`;

async function withStores(work: (stores: SqliteStores) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const stores = await openSqliteStores({ folder });
  await work(stores);
  await stores.close();
  rmSync(folder, { recursive: true });
}

/** Appends as fast as `window` waiting deliveries allow, three stages behind. */
async function pipeline({ log, store }: SqliteStores, window: number): Promise<void> {
  const seat = { log, store, clock, controls: new ControlBodies(log), ticks: false };
  const runners = [
    await StageRunner.start({ ...seat, input: 'events', create: () => new EchoStage('one', 'alerts') }),
    await StageRunner.start({ ...seat, input: 'alerts', create: () => new EchoStage('two', 'incidents') }),
    await StageRunner.start({ ...seat, input: 'incidents', create: () => new EchoStage('three', null) }),
  ];
  const start = performance.now();
  const cpuBefore = process.cpuUsage();
  const acks: number[] = [];
  let sent = 0;
  const sender = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1_000) {
      const n = sent++;
      const alerts = Array.from({ length: alertsPerDelivery }, (_, at) => {
        return { id: `a${String((n * alertsPerDelivery + at) % 100_000)}`, text: alertText };
      });
      const began = performance.now();
      await log.append('events', [delivery(`d${String(n)}`, clock.now(), alerts)]);
      acks.push(performance.now() - began);
      while ((await log.end('events', 0)) - ((await store.position('three', 0))?.offset ?? 0) > window * 4) {
        await clock.until(clock.now() + 2, new AbortController().signal);
      }
    }
  };
  await Promise.all(Array.from({ length: window }, sender));
  while (((await store.position('three', 0))?.offset ?? 0) < sent) {
    await clock.until(clock.now() + 2, new AbortController().signal);
  }
  const took = (performance.now() - start) / 1_000;
  acks.sort((a, b) => a - b);
  say(`pipeline: ${((sent * alertsPerDelivery) / took).toFixed(0)} alerts/s through 3 stages for ${took.toFixed(1)} s`);
  const cpu = process.cpuUsage(cpuBefore);
  const cpuUs = (cpu.user + cpu.system) / (sent * alertsPerDelivery);
  say(`  CPU ${cpuUs.toFixed(0)} µs an alert (${((cpu.system * 100) / (cpu.user + cpu.system)).toFixed(0)} % system)`);
  say(`  ack p50 ${quantile(acks, 0.5)} ms, p99 ${quantile(acks, 0.99)} ms, RSS ${rssMb()}`);
  for (const runner of runners) await runner.stop();
}

async function lowRate({ log }: SqliteStores): Promise<void> {
  const acks: number[] = [];
  for (let n = 0; n < 300; n++) {
    const began = performance.now();
    await log.append('events', [delivery(`d${String(n)}`, clock.now(), { text: alertText })]);
    acks.push(performance.now() - began);
    await clock.until(clock.now() + 10, new AbortController().signal);
  }
  acks.sort((a, b) => a - b);
  say(`low rate: ack p50 ${quantile(acks, 0.5)} ms, p99 ${quantile(acks, 0.99)} ms`);
}

async function syslog({ log }: SqliteStores): Promise<void> {
  const line =
    '<189>Nov 24 08:15:00 sw-core-02 123: %LINK-3-UPDOWN: Interface GigabitEthernet1/0/24, changed state to down';
  const lines = Array.from({ length: 1_000 }, () => line);
  const start = performance.now();
  let records = 0;
  const sender = async (): Promise<void> => {
    while (performance.now() - start < seconds * 1_000) {
      await log.append('unmatched', [delivery(`s${String(records++)}`, clock.now(), { lines })]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  const took = (performance.now() - start) / 1_000;
  say(`syslog: ${((records * 1_000) / took).toFixed(0)} lines/s in records of 1,000, RSS ${rssMb()}`);
}

const only = process.argv[3];
if (only === undefined || only === 'pipeline') await withStores((stores) => pipeline(stores, 16));
if (only === undefined || only === 'low-rate') await withStores(lowRate);
if (only === undefined || only === 'syslog') await withStores(syslog);
