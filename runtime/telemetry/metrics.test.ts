import fastify from 'fastify';
import { expect, test } from 'vitest';
import { alertChangesKind } from '../../domain/alert.ts';
import { deliveryKind } from '../../domain/event.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { LogRecord, StoredRecord } from '../../domain/record.ts';
import { ticketDoneKind } from '../../domain/ticket.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { MemoryStateStore } from '../state/memory-state-store.ts';
import { meteredLog } from './metered-log.ts';
import { meteredStage } from './metered-stage.ts';
import { meteredStore } from './metered-store.ts';
import { addMetricsRoute } from './metrics-route.ts';
import { createMetrics } from './metrics.ts';

const at = 1_000_000;
const record = (kind: string, body: unknown): LogRecord => ({
  v: 1, id: `${kind}-${JSON.stringify(body).length}`, tenant: 't', key: 'k', kind, occurredAt: at, receivedAt: at, body,
}); // prettier-ignore

test('what is appended is counted, by source and by code', async () => {
  const metrics = createMetrics();
  const log = meteredLog(new MemoryEventLog(), metrics);
  await log.append('events', [record(deliveryKind, { source: 'zbx', sourceType: 'zabbix', events: [{}, {}] })]);
  await log.append('dead-letters', [record('rejected', { code: 'wrong-shape' })]);
  await log.append('unmatched', [record('unmatched', { source: 'syslog', lines: [1, 2, 3] })]);
  const text = await metrics.registry.metrics();
  expect(text).toContain('vigie_events_received_total{source="zbx",type="zabbix"} 2');
  expect(text).toContain('vigie_dead_letters_total{code="wrong-shape"} 1');
  expect(text).toContain('vigie_unmatched_lines_total{source="syslog"} 3');
});

test('a stage shows its lag, its decisions and how much it deduplicated', async () => {
  const metrics = createMetrics();
  const out = record(alertChangesKind, { changes: [{ change: 'opened' }], decisions: [{ reason: 'alert-opened' }] });
  const plain: Stage = {
    name: 'alerting',
    writeOnly: false,
    restore: () => undefined,
    apply: () => undefined,
    take: () => ({ rows: [], out: [{ stream: 'alerts', record: out }] }),
    nextDueAt: () => null,
  };
  const stage = meteredStage(plain, metrics, new ToldClock(at + 2_500));
  const input = { ...record(deliveryKind, { source: 's', sourceType: 'generic', events: [1, 2, 3] }) };
  stage.apply({ record: { ...input, stream: 'events', partition: 0, offset: 0 } satisfies StoredRecord });
  stage.take();
  const text = await metrics.registry.metrics();
  expect(text).toContain('vigie_stage_lag_seconds{stage="alerting"} 2.5');
  expect(text).toContain('vigie_decisions_total{stage="alerting",reason="alert-opened"} 1');
  expect(text).toContain('vigie_events_deduplicated_total 2');
  expect(text).toContain('vigie_alert_changes_total{change="opened"} 1');
});

test('ticket operations are counted once committed, and /metrics answers with them', async () => {
  const metrics = createMetrics();
  const log = new MemoryEventLog();
  const store = meteredStore(new MemoryStateStore(log), metrics);
  const epoch = await store.claim('delivery', 0);
  const done = record(ticketDoneKind, { operation: { sink: 'desk', op: 'open' } });
  await store.commit({
    stage: 'delivery', partition: 0, epoch, log: 'x', offset: 1, chain: '', rows: [], out: [{ stream: 'tickets', record: done }],
  }); // prettier-ignore
  const app = fastify();
  addMetricsRoute(app, metrics);
  const answer = await app.inject('/metrics');
  expect(answer.headers['content-type']).toContain('text/plain');
  expect(answer.body).toContain('vigie_ticket_operations_total{sink="desk",op="open",result="done"} 1');
  for (const name of ['vigie_nodejs_eventloop_lag_seconds', 'vigie_process_resident_memory_bytes'])
    expect(answer.body).toContain(name);
  await app.close();
});
