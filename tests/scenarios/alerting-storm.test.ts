// The recorded outage through the HTTP adapters and alerting: which alerts come of it, bound to what, told by whom.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { deliveryKind, type Delivery } from '../../domain/event.ts';
import type { Alert } from '../../domain/alert.ts';
import { defaultSources } from '../../ingest/adapters/registry.ts';
import { readBody } from '../../ingest/read-body.ts';
import { AlertingTable } from './alerting-table.ts';

const folder = 'tests/fixtures/storm';
const cmdb = Cmdb.parse(JSON.parse(readFileSync(`${folder}/cmdb.json`, 'utf8')));
const start = Date.parse('2026-11-23T19:14:11.561Z');
const second = 1_000;

interface Line {
  readonly t_ms: number;
  readonly source: string;
  readonly request?: { readonly body: string };
}

function deliveries(): { readonly at: number; readonly body: Delivery }[] {
  const sources = new Map(defaultSources('UTC').map((source) => [source.profile.name, source]));
  const lines = readFileSync(`${folder}/storm-15min.ndjson`, 'utf8').trimEnd().split('\n');
  return lines.flatMap((text) => {
    const { t_ms: sinceMs, source: name, request } = JSON.parse(text) as Line;
    const source = sources.get(name);
    if (source === undefined || request === undefined) return [];
    const at = start + sinceMs;
    const { events, rejected } = readBody(source, Buffer.from(request.body), at);
    expect(rejected).toEqual([]);
    return [{ at, body: { source: name, sourceType: source.profile.type, events: [...events] } }];
  });
}

/** Ticks as the owner of a partition would: when a timer is due. */
function play(restartEvery = Infinity): AlertingTable {
  const table = new AlertingTable({ cmdb });
  let count = 0;
  for (const { at, body } of deliveries()) {
    for (let due = table.stage.nextDueAt(); due !== null && due < at; due = table.stage.nextDueAt()) {
      table.tick(Math.ceil(due / second) * second);
    }
    table.hand(at, { kind: deliveryKind, body, tenant: 'default' });
    count += 1;
    if (count % restartEvery === 0) table.restart();
  }
  return table;
}

const table = play();
const last = new Map<string, Alert>();
for (const { alert } of table.changes) last.set(alert.id, alert);
const alerts = [...last.values()];
const named = (name: string): Alert[] =>
  alerts.filter((alert) => alert.name === name).sort((a, b) => a.openedAt - b.openedAt);

describe('alerting on the recorded storm (HTTP sources)', () => {
  it('makes one alert of what Prometheus and Alertmanager both tell', () => {
    const hosts = Array.from({ length: 20 }, (_none, index) => `srv-${String(index + 1).padStart(2, '0')}`);
    expect(
      named('HostDown')
        .map((alert) => alert.binding?.ci)
        .sort(),
    ).toEqual(hosts);
    for (const alert of alerts.filter(({ source }) => source === 'prometheus')) {
      expect(alert.sources).toEqual(['prometheus', 'alertmanager']);
    }
  });

  it('counts 51 episodes in 1 min of clean sources and 14 min of storm', () => {
    const bySource = Map.groupBy(alerts, (alert) => alert.source);
    expect([...bySource].map(([source, list]) => [source, list.length])).toEqual([
      ['prometheus', 28],
      ['zabbix', 23],
    ]);
  });

  it('binds every one', () => {
    expect(alerts.filter((alert) => alert.binding === null)).toEqual([]);
    const ciOf = (name: string): unknown => named(name).map((alert) => alert.binding?.ci);
    expect(ciOf('ShopDown')).toEqual(['shop-web']);
    expect(ciOf('Replication lag above 60 s')).toEqual(['db-02']);
    expect(ciOf('ReplicationLag')).toEqual(['db-02']);
    expect(ciOf('HighErrorRate')).toEqual(['web-01', 'web-02', 'web-03', 'web-04']);
  });

  it('tells the two episodes of the disk apart, and lets no late repeat reopen the first', () => {
    const since = (at: number | null): number => ((at ?? NaN) - start) / second;
    expect(named('DiskAlmostFull').map(({ openedAt, clearedAt }) => [since(openedAt), since(clearedAt)])).toEqual([
      [70.731, 115.731],
      [205.731, 715.731],
    ]);
    expect(table.reasons().filter((reason) => reason === 'alert-refired')).toHaveLength(1);
  });

  it('ends all of them by a clear; none goes stale, none is told without a problem', () => {
    expect(alerts.filter((alert) => alert.endedBy !== 'clear')).toEqual([]);
    expect(new Set(table.reasons())).toEqual(
      new Set(['alert-opened', 'bound', 'alert-updated', 'alert-cleared', 'alert-refired']),
    );
  });

  it('comes out the same when it is put away and brought back after every third delivery', () => {
    const broken = play(3);
    expect(broken.records).toEqual(table.records);
    expect([...broken.rows].sort()).toEqual([...table.rows].sort());
  });
});
