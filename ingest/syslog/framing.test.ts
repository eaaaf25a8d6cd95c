import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Framer, maxLineBytes } from './framing.ts';

interface Seen {
  readonly text: string;
  readonly truncated: boolean;
  readonly fault: string | null;
}

function framesOf(chunks: readonly Uint8Array[]): Seen[] {
  const seen: Seen[] = [];
  const framer = new Framer(({ bytes, truncated, fault }) =>
    seen.push({ text: bytes.toString('latin1'), truncated, fault }),
  );
  for (const chunk of chunks) framer.push(chunk);
  framer.end();
  return seen;
}

function texts(stream: string): string[] {
  return framesOf([Buffer.from(stream, 'latin1')]).map(({ text, fault }) =>
    fault === null ? text : `${fault}: ${text}`,
  );
}

/** Cuts at the given places. */
function split(stream: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => stream.subarray(from, places[index] ?? stream.length));
}

describe('cut a TCP stream into frames', () => {
  it.each([
    ['lines ended by LF', '<13>a\n<13>b\n', ['<13>a', '<13>b']],
    ['a last line without LF', '<13>a\n<13>b', ['<13>a', '<13>b']],
    ['CR and empty lines', '<13>a\r\n\n\n<13>b\n', ['<13>a\r', '<13>b']],
    ['counted frames back to back', '5 <13>a6 <13>bb', ['<13>a', '<13>bb']],
    ['LF inside a count', '7 <13>a\nb5 <13>c', ['<13>a\nb', '<13>c']],
    ['trailing LF counted', '6 <13>a\n6 <13>b\n', ['<13>a\n', '<13>b\n']],
    ['trailing LF after the count', '5 <13>a\n5 <13>b\n', ['<13>a', '<13>b']],
    ['both framings on one connection', '5 <13>a<13>b\n5 <13>c', ['<13>a', '<13>b', '<13>c']],
    ['a line that starts with a year', '2026-11-23 19:05:00 text\n<13>b\n', ['2026-11-23 19:05:00 text', '<13>b']],
    ['a line that starts with a number', '12 monkeys\n', ['12 monkeys']],
    ['text without PRI once the sender counts', '5 <13>a4 abcd', ['<13>a', 'abcd']],
    ['a count that was too small: recovers at the next', '5 <13>abc5 <13>d', ['<13>a', 'frame-broken: bc', '<13>d']],
    ['a count that was too small: recovers at LF', '5 <13>abc\n5 <13>d', ['<13>a', 'frame-broken: bc', '<13>d']],
    ['a connection that ends inside a frame', '9 <13>a', ['frame-incomplete: <13>a'.replace('<13>a', '9 <13>a')]],
    ['a count that nobody means', '9999999 <13>a\n<13>b\n', ['frame-length: 9999999 <13>a', '<13>b']],
    ['nothing but LF', '\n\n\n', []],
  ])('%s', (_, stream, expected) => {
    expect(texts(stream)).toEqual(expected);
  });

  it('takes the length in a segment of its own', () => {
    expect(framesOf([Buffer.from('5'), Buffer.from(' '), Buffer.from('<13>a')])).toEqual([
      { text: '<13>a', truncated: false, fault: null },
    ]);
  });

  it('cuts and marks a line above 64 kB, and goes on after it', () => {
    const long = 'x'.repeat(maxLineBytes + 10);
    for (const stream of [`<13>${long}\n<13>b\n`, `${String(long.length + 4)} <13>${long}5 <13>b`]) {
      const [first, second] = framesOf([Buffer.from(stream)]);
      expect(first).toMatchObject({ truncated: true, fault: null });
      expect(first?.text).toHaveLength(maxLineBytes);
      expect(second?.text).toBe('<13>b');
    }
  });

  it('keeps a line of exactly 64 kB whole', () => {
    const line = `<13>${'x'.repeat(maxLineBytes - 4)}`;
    expect(framesOf([Buffer.from(`${line}\n`)])).toEqual([{ text: line, truncated: false, fault: null }]);
  });

  it('never keeps more than a line and its count', () => {
    const framer = new Framer(() => undefined);
    for (let chunk = 0; chunk < 40; chunk += 1) {
      framer.push(Buffer.alloc(60_000, 0x61));
      expect(framer.pendingBytes).toBeLessThanOrEqual(maxLineBytes + 16);
    }
  });

  const piece = fc.oneof(
    fc.constantFrom(
      '<13>a\n',
      '5 <13>a',
      '6 <13>b\n',
      '5 <13>abc',
      '99 <13>x',
      '12 <1',
      '\n',
      '\r\n',
      '0 <13>',
      '9999999 <1>a\n',
      ' <34>',
      '7 <13>a\nb',
    ),
    fc.string({ maxLength: 12 }),
    fc.nat(300_000).map((length) => `${String(length % 70_000)} <13>${'y'.repeat(length % 700)}`),
  );
  const stream = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));

  it('gives the same frames however the stream is split', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(2000), { maxLength: 12 }), (bytes, cuts) => {
        expect(framesOf(split(bytes, cuts))).toEqual(framesOf([bytes]));
      }),
      { numRuns: 500 },
    );
  });

  it('accounts for every byte of what is no count, no blank and not cut', () => {
    fc.assert(
      fc.property(stream, (bytes) => {
        let rest = bytes.toString('latin1');
        for (const { text } of framesOf([bytes])) {
          const at = rest.indexOf(text);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(rest.slice(0, at)).toMatch(/^[\r\n\0]*(?:\d{1,7} )?$/);
          rest = rest.slice(at + text.length);
        }
        expect(rest).toMatch(/^[\r\n\0]*$/);
      }),
      { numRuns: 500 },
    );
  });
});
