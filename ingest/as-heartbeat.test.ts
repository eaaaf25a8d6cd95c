import { describe, expect, it } from 'vitest';
import { adapters } from './adapters/registry.ts';
import { partitionKey } from './partition-key.ts';
import { readBody } from './read-body.ts';
import { sourceProfile } from './source-profile.ts';

const receivedAt = Date.parse('2026-11-23T19:00:00Z');

const bodies = {
  prometheus: [{ labels: { alertname: 'Watchdog', instance: 'prom-1:9090' } }],
  alertmanager: { alerts: [{ status: 'firing', labels: { alertname: 'Watchdog' }, startsAt: '2026-11-20T00:00:00Z' }] },
  zabbix: { 'EVENT.ID': '7', 'EVENT.VALUE': '1', 'EVENT.NAME': 'Watchdog', 'HOST.HOST': 'Zabbix server' },
  generic: { host: 'backup', check: 'Watchdog', state: 'ok' },
} as const;

function read(type: keyof typeof bodies, heartbeat?: { name: string; everyMs: number }): ReturnType<typeof readBody> {
  const adapter = adapters.get(type);
  if (adapter === undefined) throw new Error(`no adapter ${type}`);
  const settings = adapter.settings.parse({ type, ...(heartbeat && { heartbeat }) });
  const profile = sourceProfile('mine', settings, { tenant: 'acme', timezone: 'UTC' });
  return readBody({ profile, adapter, token: null }, Buffer.from(JSON.stringify(bodies[type])), receivedAt);
}

describe.each(Object.keys(bodies) as (keyof typeof bodies)[])('the heartbeat of %s', (type) => {
  it('is what it says under the promised name, one per source and partition', () => {
    const { events } = read(type, { name: 'Watchdog', everyMs: 60_000 });
    expect(events).toMatchObject([{ state: 'beat', beatEveryMs: 60_000, host: '', effect: 'informs' }]);
    const [beat] = events;
    expect(partitionKey(beat!, 'acme')).toMatch(/^acme\/heartbeat:1:/);
  });

  it('is an alert as any other without a promise, or under another name', () => {
    expect(read(type).events[0]?.state).not.toBe('beat');
    expect(read(type, { name: 'Deadman', everyMs: 60_000 }).events[0]?.state).not.toBe('beat');
  });
});

it.each([
  { name: '', everyMs: 60_000 },
  { name: 'Watchdog' },
  { name: 'Watchdog', everyMs: 10 },
  { name: 1, everyMs: 60_000 },
])('refuses %j in the configuration', (heartbeat) => {
  const settings = adapters.get('generic')?.settings;
  expect(settings?.safeParse({ type: 'generic', heartbeat }).success).toBe(false);
});
