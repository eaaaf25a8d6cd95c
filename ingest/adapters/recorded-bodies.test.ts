// Every recorded request of Prometheus, Alertmanager and Zabbix, read by its adapter.
import { describe, expect, it } from 'vitest';
import { Event } from '../../domain/event.ts';
import { recordedRequest, recordedRequests } from '../../tests/captures/recorded-request.ts';
import { labelSetFingerprint } from '../label-set.ts';
import { readBody } from '../read-body.ts';
import { defaultSources, type HttpSource } from './registry.ts';

type Recorded = 'prometheus' | 'alertmanager' | 'zabbix';

function source(type: string): HttpSource {
  const found = defaultSources('UTC').find(({ profile }) => profile.type === type);
  if (found === undefined) throw new Error(`no source ${type}`);
  return found;
}

function eventsOf(type: Recorded, number: string): Event[] {
  const { body, receivedAt } = recordedRequest(type, number);
  return [...readBody(source(type), body, receivedAt).events];
}

function first(type: Recorded, number: string): Event {
  const [event] = eventsOf(type, number);
  if (event === undefined) throw new Error('no event');
  return event;
}

const all = (['prometheus', 'alertmanager', 'zabbix'] as const).flatMap((type) =>
  recordedRequests(type).map((request) => ({ type, ...request })),
);

/** Problems and clears by file, as read off the recordings. */
const counts: Readonly<Record<Recorded, string>> = {
  prometheus: '1/0 1/0 2/0 2/0 1/0 1/0 0/2 0/2 1/0 0/2 0/2 0/1 1/0 64/0 16/0',
  alertmanager: '1/0 1/0 1/0 0/1 0/1 1/0 50/0 10/0 55/0 35/20 0/10 1/0 1/0 1/1 1/0 1/0 25/20 1/0',
  zabbix: '1/0 1/0 1/0 1/0 1/0 1/0 1/0 1/0 1/0 0/1 0/1 1/0 0/1 1/0 1/0 0/1 1/0 1/0 1/0 1/0 1/0 1/0 0/1 1/0 1/0 1/0',
};

describe('recorded bodies', () => {
  it.each(['prometheus', 'alertmanager', 'zabbix'] as const)(
    '%s: each file gives the problems and clears it shows',
    (type) => {
      const found = recordedRequests(type).map(({ body, receivedAt }) => {
        const { events } = readBody(source(type), body, receivedAt);
        const clears = events.filter(({ state }) => state === 'clear').length;
        return `${events.length - clears}/${clears}`;
      });
      expect(found.join(' ')).toBe(counts[type]);
    },
  );

  it.each(all)('$type/$file: $what', ({ type, body, receivedAt }) => {
    const { events, rejected } = readBody(source(type), body, receivedAt);
    expect(rejected).toEqual([]);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      expect(Event.parse(event)).toEqual(event);
      expect(body.toString()).toContain(event.raw);
      expect(() => JSON.parse(event.raw) as unknown).not.toThrow();
      expect(event.truncated).toBeUndefined();
    }
  });
});

describe('label sets', () => {
  it('gives one identity to the same labels, whichever of the two tells them and whichever replica', () => {
    const { profile } = source('prometheus');
    const labels = { alertname: 'HostDown', instance: 'web-01', replica: 'a' };
    const one = labelSetFingerprint(labels, profile);
    expect(one).toMatch(/^labels:1:[0-9a-f]{16}$/);
    expect(labelSetFingerprint({ replica: 'b', instance: 'web-01', alertname: 'HostDown' }, profile)).toBe(one);
    expect(labelSetFingerprint(labels, source('alertmanager').profile)).toBe(one);
    expect(labelSetFingerprint({ ...labels, instance: 'web-02' }, profile)).not.toBe(one);
    expect(labelSetFingerprint(labels, { ...profile, identity: ['alertname'] })).not.toBe(one);
    expect(first('alertmanager', '01').fingerprint).toBe(first('prometheus', '01').fingerprint);
    expect(first('alertmanager', '03').fingerprint).toBe(first('prometheus', '04').fingerprint);
    expect(first('alertmanager', '06').fingerprint).toBe(first('prometheus', '05').fingerprint);
  });
});

describe('prometheus', () => {
  it('reads a firing alert with its lease and a resolved one as its clear', () => {
    const firing = first('prometheus', '05');
    expect(firing).toMatchObject({
      state: 'problem',
      name: 'HostDown',
      severity: 'critical',
      effect: 'down',
      message: 'Host web-01.example.net:443 is down',
      host: 'web-01.example.net:443',
      hints: ['web-01.example.net:443'],
      clock: 'trusted',
      ending: { by: 'lease', withinMs: 239_995 },
    });
    expect(firing.episode).toBe(String(firing.occurredAt));
    expect(firing.link).toMatch(/^http:\/\/prometheus\.example\.net:9090\/graph/);
    const [ended] = eventsOf('prometheus', '07');
    expect(ended).toMatchObject({ state: 'clear', name: 'HighErrorRate', clock: 'trusted' });
    expect(first('prometheus', '03')).toMatchObject({ fingerprint: ended?.fingerprint, episode: ended?.episode });
  });

  it('keeps identity on a resend, and tells a refire by its episode', () => {
    const { fingerprint, episode } = first('prometheus', '05');
    expect(first('prometheus', '06')).toMatchObject({ fingerprint, episode });
    const refire = first('prometheus', '13');
    expect(refire.fingerprint).toBe(fingerprint);
    expect(refire.episode).not.toBe(episode);
  });

  it('tries host labels before the instance, and takes an alert for nobody as informing', () => {
    expect(first('prometheus', '04').hints).toEqual(['sda\\1', 'db-01.example.net:9100']);
    expect(first('prometheus', '01')).toMatchObject({ severity: 'info', effect: 'informs', host: '' });
  });
});

describe('alertmanager', () => {
  it('compares times as instants, though they are written otherwise', () => {
    expect(first('alertmanager', '01').episode).toBe(first('prometheus', '01').episode);
  });

  it('ends nothing but what a truncated call names, whatever the group’s status', () => {
    const { body } = recordedRequest('alertmanager', '11');
    expect(JSON.parse(body.toString())).toMatchObject({ status: 'resolved', truncatedAlerts: 45 });
    const named = eventsOf('alertmanager', '11').map(({ labels }) => labels['idx']);
    expect(named).toEqual(['000', '001', '002', '003', '004', '005', '006', '007', '008', '009']);
    const after = eventsOf('alertmanager', '10').filter(({ state }) => state === 'problem');
    expect(after).toHaveLength(35);
    expect(after.every(({ labels }) => !named.includes(labels['idx']))).toBe(true);
  });
});

describe('zabbix', () => {
  it.each([
    ['01', 'info'],
    ['02', 'info'],
    ['03', 'warning'],
    ['04', 'warning'],
    ['05', 'high'],
    ['06', 'critical'],
    ['09', 'critical'],
  ])('webhook %s has severity %s', (number, severity) => {
    expect(first('zabbix', number).severity).toBe(severity);
  });

  it('follows one problem through acknowledgement and recovery, though its tags change on the way', () => {
    const [problem, acknowledged, recovery] = ['07', '08', '13'].map((number) => first('zabbix', number));
    expect(problem).toMatchObject({
      state: 'problem',
      effect: 'down',
      severity: 'critical',
      episode: '26',
      host: 'sw-core-01',
      hints: ['Core switch 01 (Berlin)', '192.0.2.1', 'sw-core-01.example.net'],
      message: 'Core switch Core switch 01 (Berlin) is down (was 0) (status=0)',
      labels: {
        scope: 'availability',
        target: 'sw-core-01',
        trigger_id: '23133',
        host_groups: 'Network/Core, Site/Berlin',
      },
    });
    expect(problem?.labels['recorder_status']).toBeUndefined();
    expect(recovery?.labels['recorder_status']).toBe('200');
    expect(acknowledged).toMatchObject({ state: 'problem', fingerprint: problem?.fingerprint, episode: '26' });
    expect(recovery).toMatchObject({ state: 'clear', fingerprint: problem?.fingerprint, episode: '26' });
    expect(recovery?.occurredAt).toBe(Date.parse('2026-11-23T18:59:00Z'));
  });

  it('takes a manual close as a clear, and the recovery after it as the same clear again', () => {
    const [update, recovery] = ['10', '11'].map((number) => first('zabbix', number));
    expect(update).toMatchObject({ state: 'clear', episode: '29', occurredAt: recovery?.occurredAt });
    expect(update?.fingerprint).toBe(recovery?.fingerprint);
  });

  it('keeps concurrent problems of one trigger apart by their tags, if the profile says by which', () => {
    const zabbix = source('zabbix');
    const byId = { ...zabbix, profile: { ...zabbix.profile, identity: ['id'] } };
    const [one, other] = ['11', '14'].map((number) => {
      const { body, receivedAt } = recordedRequest('zabbix', number);
      return readBody(byId, body, receivedAt).events[0];
    });
    expect(one?.fingerprint).not.toBe(other?.fingerprint);
    expect(first('zabbix', '11').fingerprint).toBe(first('zabbix', '14').fingerprint);
    expect(first('zabbix', '11').episode).not.toBe(first('zabbix', '14').episode);
  });

  it('joins values of one tag, and knows a macro that says nothing', () => {
    const event = first('zabbix', '14');
    expect(event.labels['env']).toBe('eu, prod');
    expect(event.hints).toEqual(['DB 01 «основная»', 'db-01.example.net']);
  });

  it('takes no time from a clock that is an hour off, either way', () => {
    expect(first('zabbix', '25')).toMatchObject({ clock: 'received' });
    expect(first('zabbix', '26')).toMatchObject({ clock: 'received' });
  });

  it('reads date and time in the source’s zone', () => {
    const { body } = recordedRequest('zabbix', '07');
    const paris = defaultSources('Europe/Paris').find(({ profile }) => profile.type === 'zabbix') as HttpSource;
    const [event] = readBody(paris, body, Date.parse('2026-11-23T17:57:59.772Z')).events;
    expect(event).toMatchObject({ clock: 'trusted', occurredAt: Date.parse('2026-11-23T17:57:57Z') });
  });
});
