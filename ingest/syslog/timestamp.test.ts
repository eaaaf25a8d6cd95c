import { describe, expect, it } from 'vitest';
import { StampResolver } from './stamp-resolver.ts';
import { readStamp } from './timestamp.ts';

const receivedAt = Date.parse('2026-11-23T19:40:20Z');

function instant(text: string, zone = 'UTC', at = receivedAt): string | null {
  const stamp = readStamp(text, 0);
  if (stamp === null) return 'none';
  const ms = new StampResolver(zone).instant(stamp, at);
  return ms === null ? null : new Date(ms).toISOString();
}

describe('read the time of a header', () => {
  it.each([
    ['2026-11-23T19:05:04Z', '2026-11-23T19:05:04.000Z'],
    ['2026-11-23T19:05:04.123456+02:00', '2026-11-23T17:05:04.123Z'],
    ['2026-11-23t19:05:04z', '2026-11-23T19:05:04.000Z'],
    ['2026-11-23 19:05:04,399 x', '2026-11-23T19:05:04.399Z'],
    ['2026-11-23T19:05:04-0700', '2026-11-24T02:05:04.000Z'],
    ['2026-11-23T19:40:60Z', '2026-11-23T19:41:00.000Z'],
    ['2018-7-3 01:00:33.27', '2018-07-03T01:00:33.270Z'],
    ['Nov 23 19:05:04', '2026-11-23T19:05:04.000Z'],
    ['Nov  3 09:05:04 x', '2026-11-03T09:05:04.000Z'],
    ['*Nov 23 19:05:01.321: %', '2026-11-23T19:05:01.321Z'],
    ['Nov 23 2026 19:05:02 fw', '2026-11-23T19:05:02.000Z'],
    ['Nov 23 19:40:07 2026 host', '2026-11-23T19:40:07.000Z'],
    ['Mon Nov 23 19:40:07 2026 host', '2026-11-23T19:40:07.000Z'],
    ['2026 Nov 23 19:15:46 UTC: %', '2026-11-23T19:15:46.000Z'],
    ['Nov 23 2026 19:40:07.001 CET: host', '2026-11-23T18:40:07.001Z'],
    ['Feb 29 2028 12:00:00', '2028-02-29T12:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it.each(['Feb 30 25:61:61', '2026-02-30T25:61:61Z', 'Feb 29 2026 12:00:00', '2026-13-01T00:00:00Z'])(
    '%s cannot be',
    (text) => {
      expect(instant(text)).toBeNull();
    },
  );

  it.each(['November rain', 'Nov', '', '10.0.0.1', '2026', '2026-11-23', 'Nov 23 noon', 'Mon'])(
    '%s is no time',
    (text) => {
      expect(instant(text)).toBe('none');
    },
  );

  it('takes the year that is nearest to the arrival', () => {
    const newYear = Date.parse('2027-01-01T00:00:02Z');
    expect(instant('Dec 31 23:59:59', 'UTC', newYear)).toBe('2026-12-31T23:59:59.000Z');
    expect(instant('Jan  1 00:00:01', 'UTC', Date.parse('2026-12-31T23:59:59Z'))).toBe('2027-01-01T00:00:01.000Z');
    expect(instant('Mar  4 01:02:01', 'UTC', Date.parse('2028-03-04T01:02:03Z'))).toBe('2028-03-04T01:02:01.000Z');
  });

  it('takes the zone of the source where the time names none, summer and winter', () => {
    expect(instant('Nov 23 20:05:04', 'Europe/Paris')).toBe('2026-11-23T19:05:04.000Z');
    expect(instant('Jul 14 20:05:04', 'Europe/Paris', Date.parse('2026-07-14T18:05:05Z'))).toBe(
      '2026-07-14T18:05:04.000Z',
    );
    expect(instant('Nov 23 2026 19:16:12.031 UTC: %', 'Europe/Paris')).toBe('2026-11-23T19:16:12.031Z');
  });
});
