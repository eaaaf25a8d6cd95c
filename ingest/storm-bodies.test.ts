// The recorded outage: what each HTTP delivery of its three sources becomes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Event } from '../domain/event.ts';
import { defaultSources } from './adapters/registry.ts';
import { readBody } from './read-body.ts';

interface Line {
  readonly t_ms: number;
  readonly source: string;
  readonly request?: { readonly body: string };
}

const startedAt = Date.parse('2026-11-23T19:14:11.561Z');
const sources = new Map(defaultSources('UTC').map((source) => [source.profile.name, source]));
const text = readFileSync(new URL('../tests/fixtures/storm/storm-15min.ndjson', import.meta.url), 'utf8');

interface Heard extends Event {
  readonly source: string;
  readonly atMs: number;
  readonly receivedAt: number;
}

const heard: Heard[] = text
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)
  .flatMap(({ t_ms: atMs, source: name, request }) => {
    const source = sources.get(name);
    if (source === undefined || request === undefined) return [];
    const receivedAt = startedAt + atMs;
    const { events, rejected } = readBody(source, Buffer.from(request.body), receivedAt);
    expect(rejected).toEqual([]);
    return events.map((event) => ({ ...event, source: name, atMs, receivedAt }));
  });

const of = (source: string, state?: Event['state']): Heard[] =>
  heard.filter((event) => event.source === source && (state === undefined || event.state === state));

describe('the recorded outage', () => {
  it.each([
    ['zabbix', 25, 23],
    ['prometheus', 149, 143],
    ['alertmanager', 30, 46],
  ])('%s tells %d problems and %d clears', (source, problems, clears) => {
    expect([of(source, 'problem').length, of(source, 'clear').length]).toEqual([problems, clears]);
  });

  it('means what the names say', () => {
    const meanings = new Set(
      heard.map(({ source, name, severity, effect }) => `${source}: ${name} ${severity} ${effect}`),
    );
    expect([...meanings].sort()).toEqual([
      'alertmanager: DiskAlmostFull warning at-risk',
      'alertmanager: HighErrorRate warning degraded',
      'alertmanager: HostDown critical down',
      'alertmanager: ReplicationLag warning degraded',
      'alertmanager: ShopDown critical down',
      'prometheus: DiskAlmostFull warning at-risk',
      'prometheus: HighErrorRate warning degraded',
      'prometheus: HostDown critical down',
      'prometheus: ReplicationLag warning degraded',
      'prometheus: ShopDown critical down',
      'zabbix: Replication lag above 60 s warning degraded',
      'zabbix: Shop page answers 503 instead of 200 high down',
      'zabbix: Shop response time above 3 s warning degraded',
      'zabbix: Unavailable by ICMP ping critical down',
      'zabbix: Unavailable by ICMP ping high down',
    ]);
  });

  it('has no alert at Alertmanager that Prometheus did not tell under the same identity and episode', () => {
    const identity = ({ fingerprint, episode }: Event): string => `${fingerprint} ${episode ?? ''}`;
    const told = new Set(of('prometheus').map(identity));
    expect(of('alertmanager').filter((event) => !told.has(identity(event)))).toEqual([]);
    expect(new Set(of('prometheus').map(({ fingerprint }) => fingerprint)).size).toBe(27);
  });

  it('ends every Zabbix problem by a clear of the same identity and episode', () => {
    const identity = ({ fingerprint, episode }: Event): string => `${fingerprint} ${episode ?? ''}`;
    const problems = new Set(of('zabbix', 'problem').map(identity));
    expect(problems).toEqual(new Set(of('zabbix', 'clear').map(identity)));
    expect(problems.size).toBe(23);
  });

  it('tells the root cause late, after 14 of its symptoms', () => {
    const problems = of('zabbix', 'problem');
    const root = problems.findIndex(({ host }) => host === 'sw-core-02');
    expect(problems[root]).toMatchObject({
      atMs: 173_467,
      severity: 'critical',
      hints: ['Core switch 02 (DC1)', '198.51.100.1'],
      labels: { role: 'core-switch' },
      occurredAt: Date.parse('2026-11-23T19:17:04Z'),
    });
    expect(new Set(problems.slice(0, root).map(({ host }) => host)).size).toBe(14);
  });

  it('trusts each time that lies within the quarter of an hour, which all of the outage do', () => {
    expect(heard.filter(({ clock }) => clock !== 'trusted').map(({ name }) => name)).toEqual([]);
    expect(heard.every(({ occurredAt, receivedAt }) => occurredAt <= receivedAt + 5000)).toBe(true);
  });

  it('gives every firing Prometheus alert a lease of about four minutes', () => {
    const leases = of('prometheus', 'problem').map(({ ending }) => ending.withinMs ?? 0);
    expect(Math.min(...leases)).toBeGreaterThan(200_000);
    expect(Math.max(...leases)).toBeLessThanOrEqual(240_000);
  });

  it('names the address of the shop with its port, by which the CMDB knows it', () => {
    const shop = of('prometheus').find(({ name }) => name === 'ShopDown');
    expect(shop).toMatchObject({ host: '127.0.0.1:19600', hints: ['127.0.0.1:19600'] });
  });
});
