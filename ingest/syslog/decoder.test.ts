import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../domain/event.ts';
import { loadProfiles } from '../profiles/builtin-packs.ts';
import { createSyslogDecoder } from './decoder.ts';

const profiles = loadProfiles();
const receivedAt = Date.parse('2026-11-23T19:16:20Z');

function newDecoder(timezone = 'UTC') {
  return createSyslogDecoder({ profiles, timezone });
}

function read(text: string | Buffer, peer: string | null = null) {
  return newDecoder().datagram(typeof text === 'string' ? Buffer.from(text) : text, peer, receivedAt);
}

function eventOf(text: string, peer: string | null = null): Event {
  const { events, unmatched, rejected } = read(text, peer);
  expect({ events: events.length, unmatched: unmatched.length, rejected: rejected.length }).toEqual({
    events: 1,
    unmatched: 0,
    rejected: 0,
  });
  return events[0]!;
}

const linkDown =
  'sw-acc-02: Nov 23 2026 19:16:12.031: %LINK-3-UPDOWN: Interface TenGigabitEthernet1/1/1, changed state to down';

describe('decode a line that a profile knows', () => {
  it('opens a condition, named as alerts are', () => {
    expect(eventOf(`<187>6126: ${linkDown}`, '192.0.2.102')).toEqual({
      state: 'problem',
      fingerprint: expect.stringMatching(/^syslog:1:[0-9a-f]{16}$/) as string,
      name: '%LINK-3-UPDOWN Interface TenGigabitEthernet1/1/1, changed state to down',
      severity: 'high',
      effect: 'degraded',
      message: 'Interface TenGigabitEthernet1/1/1, changed state to down',
      host: 'sw-acc-02',
      hints: ['192.0.2.102'],
      labels: { profile: 'cisco/uplink-down', interface: 'TenGigabitEthernet1/1/1', messageId: '%LINK-3-UPDOWN' },
      occurredAt: Date.parse('2026-11-23T19:16:12.031Z'),
      clock: 'trusted',
      ending: { by: 'clear' },
      category: 'network',
      raw: `<187>6126: ${linkDown}`,
    });
  });

  it.each([
    [
      'link and line protocol of one interface',
      `<187>1: ${linkDown}`,
      '<189>2: sw-acc-02: Nov 23 2026 19:16:13.031: %LINEPROTO-5-UPDOWN: Line protocol on Interface TenGigabitEthernet1/1/1, changed state to up',
    ],
    [
      'short and long name of a host',
      '<129>Nov 23 19:16:25 lb-01 haproxy[2]: Server be/web-02 is DOWN, reason',
      '<133>1 2026-11-23T19:16:26Z LB-01.example.net haproxy 2 - - Server be/web-02 is UP, reason',
    ],
    [
      'a relay that lost the name, by the sender',
      '<187>: 2026 Nov 23 19:16:11 UTC: %MODULE-2-MOD_FAIL: Module 3 failed',
      '<189>Nov 23 19:16:12 localhost %MODULE-5-MOD_OK: Module 3 is online',
    ],
    [
      'minor and major temperature',
      '<187>h: Nov 23 19:16:11: %PLATFORM-3-MOD_TEMPMINALRM: Module-3 reported minor temperature alarm. Sensor=4 T=1',
      '<186>h: Nov 23 19:16:11: %PLATFORM-2-MOD_TEMPMAJALRM: Module-3 reported major temperature alarm. Sensor=4 T=2',
    ],
  ])('has one fingerprint for %s', (_, first, second) => {
    expect(eventOf(first, '198.51.100.1').fingerprint).toBe(eventOf(second, '198.51.100.1').fingerprint);
  });

  it('tells interfaces, hosts and addresses apart', () => {
    const lines = [
      linkDown,
      linkDown.replace('1/1/1', '1/1/2'),
      linkDown.replace('sw-acc-02', 'sw-acc-03'),
      linkDown.replace('sw-acc-02', '192.0.2.3'),
      linkDown.replace('sw-acc-02', '192.0.2.4'),
    ];
    expect(new Set(lines.map((line) => eventOf(`<187>1: ${line}`).fingerprint)).size).toBe(5);
  });

  it('names the peer that a balancer speaks about', () => {
    const event = eventOf('<129>Nov 23 19:16:25 lb-01 haproxy[2]: Server be_shop/web-02 is DOWN, reason: Layer7');
    expect(event).toMatchObject({
      host: 'lb-01',
      peer: 'web-02',
      effect: 'down',
      name: 'Server be_shop/web-02 is DOWN, reason: Layer7',
    });
  });

  it('takes the sender for the host where the line names none', () => {
    expect(
      eventOf('<186>: 2026 Nov 23 19:16:11 UTC: %PLATFORM-2-PFM_ALERT: Fan tray 2 stopped', '198.51.100.1'),
    ).toMatchObject({
      host: '198.51.100.1',
      labels: { fan: '2' },
      ending: { by: 'quiet' },
    });
  });
});

describe('decode a line that no profile knows', () => {
  it('makes a severe one an alert of its template, marked unknown', () => {
    const line = (id: string) =>
      `<187>1 2026-11-23T19:16:13Z web-02.example.net shop-api 19 - - ERROR request_id=${id} no route (srv-02:5432) after 3005 ms`;
    const event = eventOf(line('eed66150'));
    expect(event).toMatchObject({
      unknown: true,
      severity: 'warning',
      effect: 'at-risk',
      ending: { by: 'quiet' },
      host: 'web-02.example.net',
    });
    expect(event.name).toBe('ERROR request_id=eed66150 no route (srv-02:5432) after 3005 ms');
    expect(event.fingerprint).toMatch(/^template:1:/);
    expect(eventOf(line('ca6e995e')).fingerprint).toBe(event.fingerprint);
  });

  it("goes by a Cisco mnemonic's digit, not by the PRI", () => {
    expect(eventOf('<190>1: h: Nov 23 19:16:11: %FOO-2-BAR: text')).toMatchObject({ severity: 'high', unknown: true });
    expect(read('<184>1: h: Nov 23 19:16:11: %FOO-6-BAR: text').unmatched).toHaveLength(1);
  });

  it('counts the others by template, their bytes kept', () => {
    const raw = '<190>1 2026-11-23T19:14:18Z web-04 shop-api 57 - - request_id=eab59342 status=200\n';
    expect(read(raw)).toEqual({
      events: [],
      rejected: [],
      ignored: 0,
      unmatched: [
        {
          host: 'web-04',
          severity: 'info',
          occurredAt: Date.parse('2026-11-23T19:14:18.999Z'),
          template: 'request_id=<*> status=<*>',
          raw,
        },
      ],
    });
  });

  it('counts what a profile leaves out', () => {
    expect(
      read('<134>Nov 23 19:14:11 lb-01 haproxy[2]: 192.0.2.1:3 [23/Nov/2026:19:14:11.196] fe be/web-04 0/0/1 200'),
    ).toMatchObject({ ignored: 1, events: [], unmatched: [] });
  });
});

describe('decode bytes that are no text', () => {
  it('shows U+FFFD and keeps the bytes', () => {
    const bytes = Buffer.from('<131>Nov 23 19:16:00 h latin1[1]: caf\xe9 \0 \xff\xfe\n', 'latin1');
    const [event] = read(bytes).events;
    expect(event?.message).toBe('caf\ufffd \ufffd \ufffd\ufffd');
    expect(event?.rawEncoding).toBe('base64');
    expect(Buffer.from(event?.raw ?? '', 'base64')).toEqual(bytes);
    expect(event?.name).not.toContain('\0');
  });

  it.each([[''], ['<13>'], ['\n\0'], ['<13>1 - - - - - -']])('rejects a line that says nothing: %j', (text) => {
    expect(read(text)).toMatchObject({
      events: [],
      unmatched: [],
      rejected: [{ code: 'line-empty', raw: text, encoding: 'utf8' }],
    });
  });

  it("unpacks rsyslog's compressed frames, and refuses a bomb", () => {
    const line = '<187>1: h: Nov 23 19:16:11: %LINK-3-UPDOWN: Interface Te1/1, changed state to down';
    const packed = (text: string) => Buffer.concat([Buffer.from('z'), deflateSync(Buffer.from(text))]);
    expect(read(packed(line)).events[0]?.raw).toBe(line);
    expect(read(packed('x'.repeat(10_000_000))).rejected).toMatchObject([{ code: 'frame-zip', encoding: 'base64' }]);
    expect(read(Buffer.from('zx broken', 'latin1')).rejected).toMatchObject([{ code: 'frame-zip' }]);
  });

  it('cuts a name in whole characters and marks what is cut', () => {
    const event = eventOf(`<131>Nov 23 19:16:00 h app: ${'x'.repeat(199)}${'🔥'.repeat(20_000)}`);
    expect(event.name).toBe('x'.repeat(199));
    expect(event.truncated).toBe(true);
    expect(event.message.length).toBe(16_383);
  });
});

describe('decode with the clocks of hosts', () => {
  it('corrects a clock once it is known to be steadily off, and takes its own till then', () => {
    const decoder = newDecoder();
    const clocks = Array.from({ length: 8 }, (_, index) => {
      const at = receivedAt + index * 4000;
      const text = `<187>1: sw: ${new Date(at + 90_000).toISOString().replace('Z', '')}: %LINK-3-UPDOWN: Interface Te1/1, changed state to down`;
      const [event] = decoder.datagram(
        Buffer.from(text.replace(/: \d{4}-(\d\d)-(\d\d)T/, ': Nov $2 2026 ')),
        null,
        at,
      ).events;
      return [event?.clock, (event?.occurredAt ?? 0) - at];
    });
    expect(clocks.slice(0, 4)).toEqual(Array(4).fill(['received', 0]));
    expect(clocks.slice(4)).toEqual(Array(4).fill(['corrected', 0]));
  });

  it('trusts late lines of a good clock', () => {
    expect(eventOf('<129>Nov 23 19:10:25 lb-01 haproxy[2]: Server be/web-02 is DOWN').clock).toBe('trusted');
    expect(eventOf('<129>Nov 23 18:10:25 lb-01 haproxy[2]: Server be/web-02 is DOWN')).toMatchObject({
      clock: 'received',
      occurredAt: receivedAt,
    });
  });
});

describe('decode password guessing', () => {
  const failed = (n: number) =>
    `<38>Nov 23 19:16:11 bastion-01 sshd[${String(n)}]: Failed password for invalid user admin from 203.0.113.9 port 1 ssh2`;
  const accepted = (address: string) =>
    `<38>Nov 23 19:16:11 bastion-01 sshd[9]: Accepted password for root from ${address} port 1 ssh2`;

  function afterFailures(count: number, waitMs: number, address = '203.0.113.9'): Event | undefined {
    const decoder = newDecoder();
    for (let n = 0; n < count; n += 1) decoder.datagram(Buffer.from(failed(n)), null, receivedAt + n * 1000);
    return decoder.datagram(Buffer.from(accepted(address)), null, receivedAt + count * 1000 + waitMs).events[0];
  }

  it('only informs of guesses, however many', () => {
    const decoder = newDecoder();
    for (let n = 0; n < 500; n += 1) {
      expect(decoder.datagram(Buffer.from(failed(n)), null, receivedAt + n * 100).events[0]).toMatchObject({
        state: 'info',
        effect: 'informs',
      });
    }
  });

  it.each([
    ['ten guesses and a login from there', 10, 0, '203.0.113.9', 'problem'],
    ['nine', 9, 0, '203.0.113.9', 'info'],
    ['a login from elsewhere', 50, 0, '192.0.2.1', 'info'],
    ['a login an hour later', 10, 3_600_000, '203.0.113.9', 'info'],
  ])('%s', (_, count, waitMs, address, state) => {
    expect(afterFailures(count, waitMs, address)?.state).toBe(state);
  });

  it('calls it security, high', () => {
    expect(afterFailures(12, 0)).toMatchObject({
      category: 'security',
      severity: 'high',
      labels: { profile: 'sshd/guessed-login', address: '203.0.113.9' },
    });
  });
});
