// What every adapter that speaks HTTP keeps when answers do not come, say little, or are hostile.
import { expect, it } from 'vitest';
import type { SinkOutcome, TicketSink } from '../../ticketing/sink.ts';
import type { FakeSystem, Fault } from '../fakes/fake-system.ts';
import { writes } from '../fakes/fake-systems.ts';
import { keyNamed, opening, operation } from './ticket-sink.ts';

export interface HttpSinkBench {
  readonly fake: FakeSystem;
  readonly sink: TicketSink;
  /** Another one for the same fake, whose credentials are wrong. */
  readonly stranger: TicketSink;
  /** Prefix of its error codes. */
  readonly system: string;
  /** Of a create and of a look-up, as `POST ticket`. */
  readonly creates: RegExp;
  readonly looksUp: RegExp;
  close(): Promise<void>;
}

const page = '<!doctype html><html><body>Please log in <script>alert(1)</script></body></html>';
const html = { 'Content-Type': 'text/html' };

type Case = readonly [string, Fault['does'], Partial<SinkOutcome>, number];

/** The last member: tickets that stand there afterwards. */
const cases: readonly Case[] = [
  ['the connection ends before it works', { kind: 'drop-before' }, { outcome: 'in-doubt' }, 0],
  ['the connection ends after it worked', { kind: 'drop-after' }, { outcome: 'in-doubt' }, 1],
  ['no answer in time', { kind: 'slow', ms: 2_000 }, { outcome: 'in-doubt' }, 1],
  ['40 MB', { kind: 'flood', bytes: 40_000_000 }, { outcome: 'in-doubt', code: 'reply-too-large' }, 1],
  ['500 without a word', { kind: 'status', status: 500 }, { outcome: 'in-doubt', code: 'http-500' }, 0],
  ['502 with a page', { kind: 'status', status: 502, headers: html, body: page }, { outcome: 'in-doubt' }, 0],
  ['503', { kind: 'status', status: 503, headers: { 'Retry-After': '7' } }, { outcome: 'in-doubt' }, 0],
  ['408', { kind: 'status', status: 408 }, { outcome: 'in-doubt' }, 0],
  ['200 without a word', { kind: 'status', status: 200 }, { outcome: 'in-doubt', code: 'empty-answer' }, 0],
  ['200 with a page', { kind: 'status', status: 200, headers: html, body: page }, { outcome: 'in-doubt' }, 0],
  ['another shape', { kind: 'status', status: 201, body: { id: { no: 1 } } }, { outcome: 'in-doubt' }, 0],
  [
    'an id out of pattern',
    { kind: 'status', status: 201, body: { id: '../x', key: '../x' } },
    { outcome: 'in-doubt' },
    0,
  ],
  [
    '429',
    { kind: 'status', status: 429, headers: { 'Retry-After': '7' }, body: {} },
    { outcome: 'failed', retryAfterMs: 7_000, systemic: true },
    0,
  ],
  [
    '404 with a page',
    { kind: 'status', status: 404, headers: html, body: page },
    { outcome: 'failed', systemic: true },
    0,
  ],
  ['a refusal', { kind: 'status', status: 400, body: {} }, { outcome: 'failed', systemic: false }, 0],
  [
    'a redirect',
    { kind: 'status', status: 302, headers: { Location: 'http://169.254.169.254/' } },
    { outcome: 'failed', systemic: true },
    0,
  ],
];

/** How many tickets stand there. */
const countOf = (fake: FakeSystem): number => fake.shelf.listed().length;

/** Call inside a `describe`; the bench's time-out is 500 ms. */
export function httpSinkContract(start: () => Promise<HttpSinkBench>): void {
  const with_ = (test: (bench: HttpSinkBench) => Promise<void>) => async (): Promise<void> => {
    const bench = await start();
    try {
      await test(bench);
    } finally {
      await bench.close();
    }
  };

  for (const [name, does, expected, tickets] of cases)
    it(
      `a create that is answered by: ${name}`,
      with_(async ({ fake, sink, creates }) => {
        fake.fail({ on: creates, does });
        expect(await sink.create(opening('alpha'))).toMatchObject(expected);
        expect(countOf(fake)).toBe(tickets);
        fake.heal();
        const found = await sink.find(keyNamed('alpha'));
        expect(found).toMatchObject({ outcome: 'found', tickets: tickets === 0 ? [] : [{}] });
      }),
    );

  it(
    'a look-up that fails, or says something else, is never "none"',
    with_(async ({ fake, sink, looksUp }) => {
      await sink.create(opening('alpha'));
      for (const does of [
        { kind: 'drop-before' },
        { kind: 'flood', bytes: 40_000_000 },
        { kind: 'status', status: 500 },
        { kind: 'status', status: 404, headers: html, body: page },
        { kind: 'status', status: 200, body: { total: 1 } },
        { kind: 'status', status: 200, body: [] },
        { kind: 'status', status: 200, headers: html, body: page },
      ] as const) {
        fake.heal();
        fake.fail({ on: looksUp, does });
        expect(await sink.find(keyNamed('alpha')), JSON.stringify(does)).toMatchObject({ outcome: 'unknown' });
      }
    }),
  );

  it(
    'nobody listening is a definite failure',
    with_(async ({ fake, sink, system }) => {
      await fake.stop();
      expect(await sink.create(opening('alpha'))).toMatchObject({ outcome: 'failed', code: `${system}-unreachable` });
    }),
  );

  it(
    'wrong credentials are tried once, however much waits, and not told',
    with_(async ({ fake, stranger, system }) => {
      const outcomes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => stranger.create(opening(name))));
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ outcome: 'failed', code: `${system}-locked-out`, systemic: true });
      expect(JSON.stringify(outcomes)).not.toMatch(/wrong|of-the-fake/);
      expect(fake.seen).toHaveLength(1);
      expect(countOf(fake)).toBe(0);
    }),
  );

  it(
    'what was lost on the way is not said twice',
    with_(async ({ fake, sink }) => {
      await sink.create(opening('alpha'));
      const found = await sink.find(keyNamed('alpha'));
      const ticket = found.outcome === 'found' ? (found.tickets[0]?.ticket ?? '') : '';
      const update = { operation: operation('alpha', 'update', 2), ticket, into: null };
      // The first write of an attempt works and gives no answer, then the second, then the third: until none is left.
      let outcome: SinkOutcome | null = null;
      for (let attempt = 0; attempt < 12 && outcome?.outcome !== 'done'; attempt += 1) {
        fake.heal();
        fake.fail({ on: writes, after: Math.floor(attempt / 3), times: 1, does: { kind: 'drop-after' } });
        outcome = await sink.update({ ...update, again: attempt > 0 });
      }
      expect(outcome).toMatchObject({ outcome: 'done' });
      fake.heal();
      expect(countOf(fake)).toBe(1);
      const shown = await (await fetch(fake.origin)).text();
      expect(shown.split('details 2').length - 1).toBe(1);
      expect(shown.split('update 2: users').length - 1).toBe(1);
    }),
  );
}
