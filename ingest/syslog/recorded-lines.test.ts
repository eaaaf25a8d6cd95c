import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Event } from '../../domain/event.ts';
import { loadProfiles } from '../profiles/builtin-packs.ts';
import type { Read } from '../source.ts';
import { createSyslogDecoder } from './decoder.ts';

const profiles = loadProfiles();
const receivedAt = Date.parse('2026-11-23T19:40:20Z');
const folder = new URL('../../tests/fixtures/captures/syslog/', import.meta.url);

interface Capture {
  readonly what: string;
  readonly transport: string;
  readonly base64: string;
  readonly chunks?: number[];
  readonly filler_removed?: [offset: number, length: number, letter: string][];
}

/** The bytes as they were sent: runs of filler put back. */
function bytesOf({ base64, filler_removed: removed = [] }: Capture): Buffer {
  let bytes = Buffer.from(base64, 'base64');
  for (const [offset, length, letter] of removed) {
    bytes = Buffer.concat([bytes.subarray(0, offset), Buffer.alloc(length, letter), bytes.subarray(offset)]);
  }
  return bytes;
}

function captures(file: string): Capture[] {
  const lines = readFileSync(new URL(`${file}.ndjson`, folder), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Capture);
}

function isStream({ transport }: Capture): boolean {
  return transport === 'tcp' || transport === 'tls';
}

function datagram(bytes: Buffer): Read {
  return createSyslogDecoder({ profiles, timezone: 'UTC' }).datagram(bytes, '192.0.2.9', receivedAt);
}

function stream(chunks: readonly Buffer[]): Read {
  const decoder = createSyslogDecoder({ profiles, timezone: 'UTC' });
  const reads = chunks.map((chunk) => decoder.chunk('c', chunk, '192.0.2.9', receivedAt));
  reads.push(decoder.close('c', receivedAt));
  return {
    events: reads.flatMap(({ events }) => events),
    unmatched: reads.flatMap(({ unmatched }) => unmatched),
    rejected: reads.flatMap(({ rejected }) => rejected),
    ignored: reads.reduce((sum, { ignored = 0 }) => sum + ignored, 0),
  };
}

function rawBytes(read: Read): number {
  const texts = read.events.map(({ raw, rawEncoding }) => Buffer.byteLength(raw, rawEncoding ?? 'utf8'));
  const others = [...read.unmatched, ...read.rejected].map(({ raw, encoding }) =>
    Buffer.byteLength(raw, encoding ?? 'utf8'),
  );
  return [...texts, ...others].reduce((sum, bytes) => sum + bytes, 0);
}

const files = ['daemons', 'input-handwritten', 'journald', 'logger', 'rsyslog', 'syslog-ng'];

describe.each(files)('recorded by %s', (file) => {
  const all = captures(file);

  it('every datagram becomes an event, is counted, or is rejected with its reason, its bytes kept', () => {
    for (const capture of all.filter((one) => !isStream(one))) {
      const bytes = bytesOf(capture);
      const read = datagram(bytes);
      const lines = read.events.length + read.unmatched.length + read.rejected.length + (read.ignored ?? 0);
      expect(lines, capture.base64).toBe(1);
      if (read.ignored === 0) expect(rawBytes(read)).toBe(bytes.length);
      for (const event of read.events) expect(Event.parse(event)).toEqual(event);
      for (const { code, reason } of read.rejected)
        expect([code, reason]).toEqual(['line-empty', 'the line says nothing']);
    }
  });

  it('every connection gives the same, in one chunk, as it came, and byte by byte', () => {
    for (const capture of all.filter(isStream)) {
      const bytes = bytesOf(capture);
      const whole = stream([bytes]);
      let at = 0;
      const asItCame = (capture.chunks ?? []).map((length) => bytes.subarray(at, (at += length)));
      expect(stream([...asItCame, bytes.subarray(at)])).toEqual(whole);
      if (bytes.length < 20_000)
        expect(stream(Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)))).toEqual(whole);
      expect(whole.rejected.filter(({ code }) => code !== 'line-empty')).toEqual([]);
    }
  });
});

describe('recorded connections', () => {
  const counted = captures('rsyslog').filter((capture) => capture.what.includes('whole connection'));

  it('give the same events however they are split', () => {
    const streams = counted.map(bytesOf).filter((bytes) => bytes.length < 15_000);
    expect(streams.length).toBeGreaterThan(0);
    for (const bytes of streams) {
      const whole = stream([bytes]);
      fc.assert(
        fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => {
          const places = cuts.toSorted((a, b) => a - b);
          const chunks = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
          expect(stream(chunks)).toEqual(whole);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('lose no byte of what is not left out: all but the counts and blanks between frames', () => {
    for (const capture of counted) {
      const bytes = bytesOf(capture);
      const read = stream([bytes]);
      const cut =
        read.events.some(({ truncated }) => truncated) || bytes.includes('z\x78', 0, 'latin1') || bytes.length > 65_536;
      if (cut || (read.ignored ?? 0) > 0) continue;
      const lines = read.events.length + read.unmatched.length + read.rejected.length;
      const between = bytes.length - rawBytes(read);
      expect(between).toBeGreaterThanOrEqual(0);
      expect(between).toBeLessThanOrEqual(lines * 8);
    }
  });
});
