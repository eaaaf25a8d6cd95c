import { beforeEach, describe, expect, it } from 'vitest';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { sweepLog } from './retention.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 1);

function recordAt(day: number): LogRecord {
  const receivedAt = start + day * dayMs;
  return { v: 1, id: `d${String(day)}`, tenant: 't', key: 'k', kind: 'delivery', occurredAt: 0, receivedAt, body: {} };
}

describe('sweepLog', () => {
  let log: MemoryEventLog;
  const nobodyReads = (): Promise<null> => Promise.resolve(null);
  const firstOf = async (stream: StreamName): Promise<string | undefined> => (await log.read(stream, 0, 0, 1))[0]?.id;
  beforeEach(async () => {
    log = new MemoryEventLog();
    for (const stream of ['events', 'alerts', 'unmatched', 'control'] as const) {
      for (let day = 0; day < 10; day++) await log.append(stream, [recordAt(day)]);
    }
  });

  it('drops days beyond their age, and keeps control for ever', async () => {
    const gone = await sweepLog({ log, nowMs: start + 9.5 * dayMs, readUpTo: nobodyReads });
    expect([...gone]).toEqual([
      ['events', 3],
      ['unmatched', 9],
    ]);
    expect([await firstOf('events'), await firstOf('alerts'), await firstOf('control')]).toEqual(['d3', 'd0', 'd0']);
  });

  it('keeps what a stage has still to read', async () => {
    const readUpTo = (stream: StreamName): Promise<number> => Promise.resolve(stream === 'events' ? 1 : 10);
    await sweepLog({ log, nowMs: start + 9.5 * dayMs, readUpTo });
    expect(await firstOf('events')).toBe('d1');
    expect(await firstOf('unmatched')).toBe('d9');
  });

  it('drops the oldest first where a stream is too large', async () => {
    const sizes = (): Promise<{ bytes: number; lastReceivedAt: number }[]> =>
      Promise.resolve(Array.from({ length: 10 }, (_, day) => ({ bytes: 100, lastReceivedAt: start + day * dayMs })));
    const retention = { events: { ms: 30 * dayMs, bytes: 350 } };
    await sweepLog({ log, nowMs: start + 9.5 * dayMs, retention, readUpTo: nobodyReads, sizes });
    expect(await firstOf('events')).toBe('d7');
  });
});
