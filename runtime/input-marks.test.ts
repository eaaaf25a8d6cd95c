import { expect, test } from 'vitest';
import type { StoredRecord } from '../domain/record.ts';
import { recordOf } from '../tests/contracts/event-log.ts';
import { controlTable } from './controls-in-force.ts';
import { InputMarks, inputMarkTable } from './input-marks.ts';
import { withoutOwnerRows } from './owner-rows.ts';
import { MemoryEventLog } from './log/memory-event-log.ts';
import { MemoryStateStore } from './state/memory-state-store.ts';

function stored(
  offset: number,
  from?: { offset: number; seq: number; partition?: number; stage?: string },
): StoredRecord {
  const provenance = from === undefined ? {} : { from: { stage: 'alerting@x', partition: 0, ...from } };
  return { ...recordOf(offset, provenance), stream: 'alerts', partition: 0, offset };
}
const offsetsOf = (records: readonly StoredRecord[]): number[] => records.map(({ offset }) => offset);

test('what a late owner wrote again is passed over; what another producer wrote, and what has no producer, is not', () => {
  const marks = new InputMarks();
  const records = [
    stored(0, { offset: 5, seq: 0 }),
    stored(1, { offset: 5, seq: 1 }),
    stored(2, { offset: 5, seq: 0 }),
    stored(3, { offset: 5, seq: 0, partition: 1 }),
    stored(4, { offset: 5, seq: 0, stage: 'alerting@y' }),
    stored(5),
    stored(6, { offset: 6, seq: 0 }),
    stored(7, { offset: 5, seq: 1 }),
  ];
  expect(offsetsOf(marks.fresh(records))).toEqual([0, 1, 3, 4, 5, 6]);
  expect(offsetsOf(marks.fresh(records))).toEqual([0, 1, 3, 4, 5, 6]);
  marks.pass(marks.fresh(records));
  expect(offsetsOf(marks.fresh(records))).toEqual([5]);
});

test('marks are committed with the state, and a new owner goes on with them', async () => {
  const log = new MemoryEventLog();
  const store = new MemoryStateStore(log);
  const marks = new InputMarks();
  marks.pass([stored(0, { offset: 5, seq: 1 })]);
  const rows = marks.take();
  expect(marks.take()).toEqual([]);
  const epoch = await store.claim('judging', 0);
  await store.commit({ stage: 'judging', partition: 0, epoch, log: 'L', offset: 1, chain: '', rows, out: [] });
  const next = await InputMarks.load(store, 'judging', 0);
  expect(offsetsOf(next.fresh([stored(1, { offset: 5, seq: 1 }), stored(2, { offset: 5, seq: 2 })]))).toEqual([2]);
  expect(
    withoutOwnerRows([
      { table: inputMarkTable, key: 'a', json: '1' },
      { table: controlTable, key: 'cmdb', json: '{}' },
      { table: 'alerts', key: 'b', json: '2' },
    ]),
  ).toEqual([{ table: 'alerts', key: 'b', json: '2' }]);
});
