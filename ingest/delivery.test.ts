import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Delivery, type Event } from '../domain/event.ts';
import { partitionOf } from '../domain/partition.ts';
import { LogRecord } from '../domain/record.ts';
import { RejectedBody } from './dead-letter.ts';
import { deliveryRecords, type Received } from './delivery.ts';
import { partitionKey } from './partition-key.ts';

const received: Received = {
  source: { name: 'prom-a', type: 'prometheus', tenant: 'acme' },
  receivedAt: 1_800_000_000_000,
  body: Buffer.from('[…]'),
  partitions: 1,
};

function event(host: string, more: Partial<Event> = {}): Event {
  return {
    state: 'problem',
    fingerprint: `labels:1:${host}`,
    name: 'HostDown',
    severity: 'critical',
    effect: 'down',
    message: 'down',
    host,
    labels: {},
    occurredAt: received.receivedAt,
    clock: 'received',
    ending: { by: 'clear' },
    raw: '{}',
    ...more,
  };
}

describe('partitionKey', () => {
  it.each([
    ['web-01.example.net:9100', 'acme/web-01'],
    ['WEB-01', 'acme/web-01'],
    [' web-01 ', 'acme/web-01'],
    ['web-01:443', 'acme/web-01'],
    ['192.0.2.1', 'acme/192.0.2.1'],
    ['192.0.2.1:9100', 'acme/192.0.2.1'],
    ['[2001:db8::1]:9100', 'acme/2001:db8::1'],
    ['2001:DB8::1', 'acme/2001:db8::1'],
    ['', 'acme/f'],
    ['.', 'acme/f'],
  ])('%j → %s', (host, key) => {
    expect(partitionKey({ host, fingerprint: 'f' }, 'acme')).toBe(key);
  });
});

describe('deliveryRecords', () => {
  it('makes one record of a delivery in one partition, in the order of arrival', () => {
    const events = [event('b'), event('a', { occurredAt: received.receivedAt - 5 })];
    const { events: records, deadLetters, unmatched } = deliveryRecords(received, { events });
    expect(deadLetters).toEqual([]);
    expect(unmatched).toEqual([]);
    expect(records).toHaveLength(1);
    expect(LogRecord.parse(records[0])).toMatchObject({
      v: 1,
      tenant: 'acme',
      key: 'acme/b',
      kind: 'delivery',
      occurredAt: received.receivedAt - 5,
      receivedAt: received.receivedAt,
    });
    expect(Delivery.parse(records[0]?.body)).toEqual({ source: 'prom-a', sourceType: 'prometheus', events });
  });

  it('derives ids from content: same in, same out; another body, moment, source or tenant, another id', () => {
    const idOf = (more: Partial<Received>): string | undefined =>
      deliveryRecords({ ...received, ...more }, { events: [event('a')] }).events[0]?.id;
    const ids = [
      idOf({}),
      idOf({ body: Buffer.from('other') }),
      idOf({ receivedAt: received.receivedAt + 1 }),
      idOf({ source: { ...received.source, name: 'prom-b' } }),
      idOf({ source: { ...received.source, tenant: 'other' } }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(idOf({})).toBe(ids[0]);
  });

  it('keeps each host in one partition, loses nothing, and keys each record by what leads there', () => {
    const hosts = fc.array(fc.constantFrom('a', 'b.example.net:1', 'B', 'c', 'd', 'e', '10.0.0.1', ''), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(hosts, fc.integer({ min: 1, max: 7 }), (names, partitions) => {
        const events = names.map((host, index) => event(host, { raw: String(index) }));
        const records = deliveryRecords({ ...received, partitions }, { events }).events;
        const placed = records.flatMap((record) =>
          Delivery.parse(record.body).events.map((one) => ({ one, at: partitionOf(record.key, partitions) })),
        );
        expect(placed).toHaveLength(events.length);
        for (const { one, at } of placed) expect(at).toBe(partitionOf(partitionKey(one, 'acme'), partitions));
        expect(new Set(records.map(({ key }) => partitionOf(key, partitions))).size).toBe(records.length);
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      }),
    );
  });

  it('makes a dead letter of each rejection, whole and with its reason', () => {
    const rejected = [
      {
        code: 'wrong-shape',
        reason: 'expected string',
        at: '[1].labels.idx',
        raw: '{"labels":{"idx":1}}',
        encoding: 'utf8' as const,
      },
      { code: 'not-utf-8', reason: 'bytes', raw: '/w==', encoding: 'base64' as const },
    ];
    const { events, deadLetters } = deliveryRecords(received, { rejected });
    expect(events).toEqual([]);
    expect(deadLetters.map(({ kind, key }) => [kind, key])).toEqual([
      ['rejected', 'acme/prom-a'],
      ['rejected', 'acme/prom-a'],
    ]);
    expect(deadLetters.map(({ body }) => RejectedBody.parse(body))).toEqual([
      { source: 'prom-a', sourceType: 'prometheus', ...rejected[0] },
      { source: 'prom-a', sourceType: 'prometheus', at: null, ...rejected[1] },
    ]);
    expect(deadLetters[0]?.id).not.toBe(deadLetters[1]?.id);
  });

  it('keeps lines that no profile knows in one record of their own', () => {
    const lines = [{ host: 'a', severity: 'info' as const, occurredAt: 1, template: 't', raw: 'r' }];
    const { unmatched } = deliveryRecords(received, { unmatched: lines });
    expect(unmatched).toMatchObject([{ kind: 'unmatched', body: { source: 'prom-a', lines } }]);
  });
});
