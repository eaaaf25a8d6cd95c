// What every EventLog keeps, whichever adapter it is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '../../domain/ports/event-log.ts';
import { partitionOf } from '../../domain/partition.ts';
import type { LogRecord } from '../../domain/record.ts';

export interface OpenLog {
  readonly log: EventLog;
  dispose(): Promise<void>;
}

export interface EventLogSubject {
  open(): Promise<OpenLog>;
  /** Closes the log and opens what is on disk; or the reason why there is no such thing. */
  readonly reopen: ((open: OpenLog) => Promise<OpenLog>) | { readonly skip: string };
}

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 24, 8);

export function recordOf(n: number, over: Partial<LogRecord> = {}): LogRecord {
  const receivedAt = start + n;
  const body = { n, text: 'gefährlich \u{1f525}' };
  return {
    v: 1,
    id: `r${n}`,
    tenant: 't',
    key: 'k',
    kind: 'delivery',
    occurredAt: receivedAt,
    receivedAt,
    body,
    ...over,
  };
}

const from = (offset: number, seq: number, stage = 'alerting'): LogRecord['from'] => ({
  stage,
  partition: 0,
  offset,
  seq,
});

export function describeEventLog(name: string, subject: EventLogSubject): void {
  describe(`EventLog: ${name}`, () => {
    let open: OpenLog;
    const ids = async (at = 0, max = 100): Promise<string[]> => {
      return (await open.log.read('events', 0, at, max)).map((record) => record.id);
    };
    beforeEach(async () => {
      open = await subject.open();
    });
    afterEach(() => open.dispose());

    it('gives offsets in order, from 0 on, each stream its own', async () => {
      expect(await open.log.end('events', 0)).toBe(0);
      const first = await open.log.append('events', [recordOf(0), recordOf(1)]);
      const second = await open.log.append('events', [recordOf(2)]);
      expect([...first, ...second].map((position) => position.offset)).toEqual([0, 1, 2]);
      expect(await open.log.end('events', 0)).toBe(3);
      expect(await open.log.end('alerts', 0)).toBe(0);
      expect(open.log.partitions('events')).toBeGreaterThan(0);
    });

    it('reads back what was appended, with its place', async () => {
      await open.log.append('events', [recordOf(0), recordOf(1, { from: from(7, 0), deliveryId: 'd1' })]);
      const read = await open.log.read('events', 0, 0, 10);
      expect(read[0]).toEqual({ ...recordOf(0), stream: 'events', partition: 0, offset: 0 });
      expect(read[1]).toMatchObject({ from: from(7, 0), deliveryId: 'd1', offset: 1 });
    });

    it('keeps what was appended whatever the caller does to it later', async () => {
      const body = { n: 1 };
      await open.log.append('events', [recordOf(0, { body })]);
      body.n = 2;
      expect((await open.log.read('events', 0, 0, 1))[0]?.body).toEqual({ n: 1 });
    });

    it('reads at most max records, from the offset on, nothing at the end', async () => {
      await open.log.append(
        'events',
        [0, 1, 2, 3].map((n) => recordOf(n)),
      );
      expect(await ids(1, 2)).toEqual(['r1', 'r2']);
      expect(await ids(4)).toEqual([]);
      expect(await ids(9)).toEqual([]);
    });

    it('writes where the key leads, or to the partition that is named, each in its own order', async () => {
      const partitions = open.log.partitions('events');
      const last = partitions - 1;
      const keyed = await open.log.append('events', [
        recordOf(0, { key: 'a/host-1' }),
        recordOf(1, { key: 'a/host-2' }),
      ]);
      expect(keyed.map(({ partition }) => partition)).toEqual(
        ['a/host-1', 'a/host-2'].map((key) => partitionOf(key, partitions)),
      );
      const [named] = await open.log.append('events', [recordOf(2, { key: 'a/host-1' })], last);
      const read = await open.log.read('events', last, named?.offset ?? -1, 1);
      expect(read).toEqual([
        { ...recordOf(2, { key: 'a/host-1' }), stream: 'events', partition: last, offset: named?.offset },
      ]);
      expect(await open.log.end('events', last)).toBe((named?.offset ?? -1) + 1);
    });

    it('takes an empty append for what it is', async () => {
      expect(await open.log.append('events', [])).toEqual([]);
      expect(await open.log.end('events', 0)).toBe(0);
    });

    it('keeps every character of a record', async () => {
      const body = { zero: 'a\u0000b', lone: '\ud800', ['__proto__']: { x: 1 }, nested: [[null, -0.5, 'é\u2028']] };
      const text = JSON.stringify(body);
      await open.log.append('events', [recordOf(0, { id: 'nul\u0000', body: JSON.parse(text) as unknown })]);
      const [read] = await open.log.read('events', 0, 0, 1);
      expect(JSON.stringify(read?.body)).toBe(text);
      expect(read?.id).toBe('nul\u0000');
    });

    it('drops a repeat at or below the high-water mark of its stage and partition', async () => {
      await open.log.append('events', [recordOf(0, { from: from(5, 0) }), recordOf(1, { from: from(5, 1) })]);
      const again = await open.log.append('events', [
        recordOf(0, { from: from(5, 0) }),
        recordOf(1, { from: from(5, 1) }),
        recordOf(2, { from: from(5, 2) }),
        recordOf(3, { from: from(4, 9) }),
        recordOf(4, { from: from(4, 9, 'judging') }),
      ]);
      expect(await ids()).toEqual(['r0', 'r1', 'r2', 'r4']);
      expect([again[2]?.offset, again[3]?.offset, again[4]?.offset]).toEqual([2, -1, 3]);
    });

    it('drops a repeated delivery for a day, and says where the first one is', async () => {
      await open.log.append('events', [recordOf(0, { deliveryId: 'd' })]);
      const repeat = await open.log.append('events', [recordOf(1, { deliveryId: 'd' })]);
      const inOneCall = await open.log.append('events', [
        recordOf(2, { deliveryId: 'e' }),
        recordOf(3, { deliveryId: 'e' }),
      ]);
      const later = recordOf(4, { deliveryId: 'd', receivedAt: start + dayMs + 1 });
      const nextDay = await open.log.append('events', [later]);
      expect([...repeat, ...inOneCall, ...nextDay].map((position) => position.offset)).toEqual([0, 1, 1, 2]);
    });

    it('knows a delivery of yesterday evening this morning', async () => {
      await open.log.append('events', [recordOf(0, { deliveryId: 'd', receivedAt: start + 15 * 3_600_000 })]);
      const morning = recordOf(1, { deliveryId: 'd', receivedAt: start + 20 * 3_600_000 });
      expect((await open.log.append('events', [morning]))[0]?.offset).toBe(0);
    });

    it('wakes a waiter when the stream grows, or the signal aborts', async () => {
      const never = new AbortController();
      const grown = open.log.waitFor('events', 0, 1, never.signal).then(() => 'grown');
      await open.log.append('events', [recordOf(0)]);
      await open.log.append('events', [recordOf(1)]);
      expect(await grown).toBe('grown');
      await open.log.waitFor('events', 0, 1, never.signal);
      const stop = new AbortController();
      const stopped = open.log.waitFor('events', 0, 2, stop.signal);
      stop.abort();
      await stopped;
      expect(await open.log.end('events', 0)).toBe(2);
    });

    it('goes on over the days, and trims whole days but never the newest', async () => {
      for (const n of [0, 1, 2]) {
        const receivedAt = start + n * dayMs;
        await open.log.append('events', [recordOf(2 * n, { receivedAt }), recordOf(2 * n + 1, { receivedAt })]);
      }
      expect(await ids(0, 5)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
      expect(await open.log.trim('events', start + dayMs)).toBe(2);
      expect(await open.log.trim('events', start + dayMs)).toBe(0);
      const [first] = await open.log.read('events', 0, 0, 1);
      expect(first).toMatchObject({ id: 'r2', offset: 2 });
      expect(await open.log.trim('events', start + 9 * dayMs)).toBe(2);
      expect(await ids()).toEqual(['r4', 'r5']);
      expect(await open.log.end('events', 0)).toBe(6);
    });

    it('keeps the high-water mark over a trim and a new day', async () => {
      await open.log.append('events', [recordOf(0, { from: from(3, 0) })]);
      await open.log.append('events', [recordOf(1, { receivedAt: start + dayMs })]);
      await open.log.trim('events', start + dayMs);
      const repeat = recordOf(0, { from: from(3, 0), receivedAt: start + dayMs });
      expect((await open.log.append('events', [repeat]))[0]?.offset).toBe(-1);
    });

    it('keeps the order of appends that nobody waited for', async () => {
      const calls = Array.from({ length: 50 }, (_, n) => open.log.append('events', [recordOf(n)]));
      const offsets = (await Promise.all(calls)).map(([position]) => position?.offset);
      expect(offsets).toEqual(Array.from({ length: 50 }, (_, n) => n));
      expect(await ids(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => `r${n}`));
    });

    const { reopen } = subject;
    describe.skipIf('skip' in reopen)(`after a restart${'skip' in reopen ? ` (${reopen.skip})` : ''}`, () => {
      const restart = async (): Promise<void> => {
        if (!('skip' in reopen)) open = await reopen(open);
      };

      it('has its records, its end and its identity', async () => {
        const identity = await open.log.identity('events');
        await open.log.append('events', [recordOf(0), recordOf(1)]);
        await restart();
        expect(await ids()).toEqual(['r0', 'r1']);
        expect(await open.log.end('events', 0)).toBe(2);
        expect(await open.log.identity('events')).toBe(identity);
        expect((await open.log.append('events', [recordOf(2)]))[0]?.offset).toBe(2);
      });

      it('knows its high-water marks and deliveries', async () => {
        await open.log.append('events', [recordOf(0, { from: from(3, 1) }), recordOf(1, { deliveryId: 'd' })]);
        await restart();
        const again = [
          recordOf(0, { from: from(3, 1) }),
          recordOf(1, { deliveryId: 'd' }),
          recordOf(2, { from: from(3, 2) }),
        ];
        expect((await open.log.append('events', again)).map((position) => position.offset)).toEqual([-1, 1, 2]);
      });

      it('knows where a trimmed stream ends', async () => {
        await open.log.append('events', [recordOf(0)]);
        await open.log.append('events', [recordOf(1, { receivedAt: start + dayMs })]);
        await open.log.trim('events', start + dayMs);
        await restart();
        expect(await ids()).toEqual(['r1']);
        expect(await open.log.end('events', 0)).toBe(2);
      });
    });

    it('tells streams apart by identity, and a new log from an old one', async () => {
      expect(await open.log.identity('events')).toBe(await open.log.identity('events'));
      expect(await open.log.identity('events')).not.toBe('');
    });
  });
}
