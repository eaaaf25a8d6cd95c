import { expect, test } from 'vitest';
import type { LogRecord } from '../../domain/record.ts';
import { recordOf } from '../../tests/contracts/event-log.ts';
import { KnownWrites } from './known-writes.ts';

const from = (offset: number, seq: number, partition = 0): NonNullable<LogRecord['from']> => ({
  stage: 'alerting@x',
  partition,
  offset,
  seq,
});

/** A partition that holds these, and remembers from which time on it was asked. */
function partitionOf(held: readonly LogRecord[]): { known: KnownWrites; asked: number[] } {
  const asked: number[] = [];
  const known = new KnownWrites(async function* (sinceMs) {
    asked.push(sinceMs);
    yield held.map((record, offset) => ({ ...record, offset })).filter(({ receivedAt }) => receivedAt >= sinceMs);
  });
  return { known, asked };
}

test('a producer that writes here first is looked up from its own time on, once', async () => {
  const { known, asked } = partitionOf([recordOf(1, { from: from(4, 1) }), recordOf(2, { from: from(5, 0) })]);
  const again = recordOf(2, { from: from(5, 0) });
  await known.recall(again);
  await known.recall(recordOf(3, { from: from(6, 0) }));
  expect(asked).toEqual([again.receivedAt]);
  expect(known.repeated(again, { offset: -1 })).toEqual({ offset: -1 });
  expect(known.repeated(recordOf(3, { from: from(6, 0) }), { offset: -1 })).toBeNull();
});

test('what was not written after all is no repeat', async () => {
  const { known } = partitionOf([]);
  const record = recordOf(1, { from: from(1, 0) });
  await known.recall(record);
  expect(known.repeated(record, { offset: -1 })).toBeNull();
  expect(known.repeated(record, { offset: -1 })).not.toBeNull();
  known.drop();
  expect(known.repeated(record, { offset: -1 })).toBeNull();
  known.keep();
  expect(known.repeated(record, { offset: -1 })).not.toBeNull();
});

test('a delivery of yesterday is found in the log, with its place', async () => {
  const { known, asked } = partitionOf([recordOf(0), recordOf(1, { deliveryId: 'd' })]);
  const repeat = recordOf(9, { deliveryId: 'd' });
  await known.recall(repeat);
  expect(asked).toEqual([repeat.receivedAt - 24 * 3_600_000]);
  expect(known.repeated(repeat, { offset: -1 })).toEqual({ offset: 1 });
});
