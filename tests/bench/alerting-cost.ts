// Cost of alerting for each event at 1,000, 10,000 and 100,000 active alerts, the size of a row, and the time to restore.
import { performance } from 'node:perf_hooks';
import { createAlertingStage } from '../../correlate/alerting/stage.ts';
import { emptyCmdb } from '../../domain/cmdb.ts';
import { deliveryKind, type Delivery, type Event } from '../../domain/event.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { Row } from '../../domain/ports/state-store.ts';

const perDelivery = 64;
const measuredEvents = 40_000;
const start = 1_800_000_000_000;

function eventOf(index: number, at: number): Event {
  return {
    state: 'problem',
    fingerprint: `labels:1:${index.toString(16).padStart(16, '0')}`,
    episode: String(start),
    name: 'HostDown',
    severity: 'critical',
    effect: 'down',
    message: `srv-${index}.example.net:9100 is down`,
    host: `srv-${index}.example.net:9100`,
    labels: {
      alertname: 'HostDown',
      cluster: 'dc1',
      instance: `srv-${index}.example.net:9100`,
      job: 'node',
      severity: 'critical',
    },
    occurredAt: at,
    clock: 'trusted',
    ending: { by: 'lease', withinMs: 240_000 },
    raw: '{}',
  };
}

class Feeder {
  readonly rows = new Map<string, Row>();
  readonly #stage: Stage;
  #offset = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Feeds the events of these indices, as an owner would: one delivery of 64, one commit. Returns ms. */
  feed(indices: readonly number[], keep: boolean): number {
    const began = performance.now();
    for (let from = 0; from < indices.length; from += perDelivery) {
      const at = start + this.#offset;
      const events = indices.slice(from, from + perDelivery).map((index) => eventOf(index, at));
      const body: Delivery = { source: 'prometheus', sourceType: 'prometheus', events };
      const offset = this.#offset++;
      const times = { occurredAt: at, receivedAt: at };
      const record = {
        v: 1 as const,
        id: `r${offset}`,
        tenant: 'default',
        key: 'k',
        kind: deliveryKind,
        body,
        ...times,
      };
      this.#stage.apply({ record: { ...record, stream: 'events', partition: 0, offset } });
      this.#stage.nextDueAt();
      for (const row of this.#stage.take().rows)
        if (keep && row.json !== null) this.rows.set(`${row.table}/${row.key}`, row);
    }
    return performance.now() - began;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_none, index) => from + index);
}

function create(): Stage {
  return createAlertingStage({ tenant: 'default', policy: defaultPolicy, cmdb: emptyCmdb });
}

function measure(active: number): void {
  const feeder = new Feeder(create());
  feeder.feed(range(0, active), true);
  const opened = feeder.feed(range(active, active + measuredEvents), false);
  const repeats = range(0, measuredEvents).map((index) => (index * 7919) % active);
  const repeated = feeder.feed(repeats, false);
  const rows = [...feeder.rows.values()];
  const bytes = rows.reduce((sum, row) => sum + (row.json?.length ?? 0), 0);
  const began = performance.now();
  const restored = create();
  restored.restore(rows);
  restored.nextDueAt();
  const us = (ms: number): string => ((ms * 1000) / measuredEvents).toFixed(1);
  process.stdout.write(
    `${active} active: ${us(opened)} µs to open, ${us(repeated)} µs to repeat, ` +
      `${Math.round(bytes / rows.length)} bytes a row, restored in ${Math.round(performance.now() - began)} ms\n`,
  );
}

for (const active of [1_000, 10_000, 100_000]) measure(active);
