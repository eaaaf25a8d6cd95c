// What snapshots keep, whichever log they stand in.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Row, StageState } from '../../domain/ports/state-store.ts';
import type { LogRecord } from '../../domain/record.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { rowsLayout } from '../../runtime/rows-layout.ts';
import { headRecord, rowsRecord, snapshotHeadKind } from '../../runtime/snapshots/snapshot-record.ts';
import { Snapshots } from '../../runtime/snapshots/snapshots.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { EventLogSubject, OpenLog } from './event-log.ts';

const stage = 'judging';
const atMs = Date.UTC(2026, 10, 24, 8);
const wanted = { stage, partition: 0, log: 'events-1', end: 1_000 };

class Standing {
  readonly store = new MemoryStateStore(new MemoryEventLog());
  epoch = 0;
  state: StageState = { offset: 0, epoch: 0, log: 'events-1', chain: '' };

  async to(offset: number, rows: readonly Row[]): Promise<StageState> {
    if (this.epoch === 0) this.epoch = await this.store.claim(stage, 0);
    const chain = `chain-${offset}`;
    await this.store.commit({ stage, partition: 0, epoch: this.epoch, log: 'events-1', offset, chain, rows, out: [] });
    this.state = { offset, epoch: this.epoch, log: 'events-1', chain };
    return this.state;
  }
}

const row = (key: string, text: string): Row => ({ table: 'situation', key, json: JSON.stringify({ text }) });

/** As if the process died after so many records more. */
function dyingAfter(log: EventLog, records: number): EventLog {
  let left = records;
  const append: EventLog['append'] = (stream, some) => {
    left -= some.length;
    return left < 0 ? Promise.reject(new Error('killed')) : log.append(stream, some);
  };
  return { ...log, append, read: (...asked) => log.read(...asked) };
}

export function describeSnapshots(name: string, subject: EventLogSubject): void {
  describe(`snapshots: ${name}`, () => {
    let open: OpenLog;
    let standing: Standing;
    const place = { stage, partition: 0, atMs };
    const keep = (log: EventLog = open.log): ReturnType<Snapshots['keep']> =>
      new Snapshots(log).keep(standing.store, standing.state, place);
    const newest = (over: Partial<typeof wanted> = {}): ReturnType<Snapshots['newest']> =>
      new Snapshots(open.log).newest({ ...wanted, ...over });
    beforeEach(async () => {
      open = await subject.open();
      standing = new Standing();
    });
    afterEach(() => open.dispose());

    it('finds none where none was kept', async () => {
      expect(await newest()).toEqual({ found: null, refused: [] });
    });

    it('gives back every row, in many records of less than 512 kB', async () => {
      const rows = [
        ...Array.from({ length: 40 }, (_, n) => row(`s${n}`, 'é\u{1f525}'.repeat(3_000))),
        row('z', 'x'.repeat(300_000)),
      ];
      const state = await standing.to(7, rows);
      const head = await keep();
      expect(head?.chunks).toBeGreaterThan(3);
      const { found, refused } = await newest();
      expect(refused).toEqual([]);
      expect(found?.head).toMatchObject({ offset: 7, chain: state.chain, rows: await standing.store.hash(stage, 0) });
      const restored = new MemoryStateStore(new MemoryEventLog());
      const unit = { stage, partition: 0, epoch: 1, log: 'events-1', offset: 7, chain: '', out: [] };
      await restored.commit({ ...unit, rows: found?.rows ?? [] });
      expect(await restored.hash(stage, 0)).toBe(await standing.store.hash(stage, 0));
      const stored = await open.log.read('snapshots', 0, 0, 1_000);
      const largest = Math.max(...stored.slice(0, -2).map((record) => Buffer.byteLength(JSON.stringify(record))));
      expect(largest).toBeLessThan(512_000);
    });

    it('takes the newest of several, of this stage and partition alone', async () => {
      for (const offset of [3, 9, 12]) {
        await standing.to(offset, [row('a', String(offset))]);
        await keep();
      }
      expect((await newest()).found).toMatchObject({ head: { offset: 12 }, rows: [row('a', '12')] });
      expect((await newest({ partition: 1 })).found).toBeNull();
      expect((await newest({ stage: 'judg' })).found).toBeNull();
    });

    it('ignores what was half written, at whichever record the process died', async () => {
      const many = (text: string): Row[] => Array.from({ length: 6 }, (_, n) => row(`s${n}`, text.repeat(70_000)));
      await standing.to(3, many('a'));
      await keep();
      await standing.to(9, many('b'));
      await keep();
      for (let lived = 0; lived < 4; lived += 1) {
        await standing.to(20 + lived, many('c'));
        await expect(keep(dyingAfter(open.log, lived))).rejects.toThrow('killed');
        expect((await newest()).found?.head.offset).toBe(9);
      }
      await keep();
      expect((await newest()).found?.head.offset).toBe(23);
    });

    it('refuses one of another log, of another schema, or from beyond the end, and says why', async () => {
      await standing.to(5, [row('a', 'x')]);
      await keep();
      expect(await newest({ log: 'events-2' })).toEqual({ found: null, refused: [{ offset: 5, why: 'other-log' }] });
      expect(await newest({ end: 4 })).toEqual({ found: null, refused: [{ offset: 5, why: 'beyond-end' }] });
      const head = { id: 'other', schema: rowsLayout + 1, stage, partition: 0, slot: 1, log: 'events-1', offset: 8 };
      const rows = rowsRecord({ ...head, index: 0 }, [], atMs);
      await open.log.append('snapshots', [rows, headRecord({ ...head, chain: '', chunks: 1, rows: '' }, atMs)]);
      expect(await newest()).toMatchObject({
        found: { head: { offset: 5 } },
        refused: [{ offset: 8, why: 'other-schema' }],
      });
    });

    it('refuses rows that are not what the head says, and a head that is none', async () => {
      const head = { id: 'h', schema: rowsLayout, stage, partition: 0, slot: 0, log: 'events-1', offset: 8, chain: '' };
      const changed = headRecord({ ...head, chunks: 1, rows: 'another hash' }, atMs);
      const bad: LogRecord = { ...changed, key: `${stage}/0/1/head`, kind: snapshotHeadKind, body: { id: 7 } };
      await open.log.append('snapshots', [rowsRecord({ ...head, index: 0 }, [row('a', 'x')], atMs), changed, bad]);
      expect(await newest()).toEqual({ found: null, refused: [{ offset: 8, why: 'half-written' }] });
    });

    it('keeps nothing when another owner went on meanwhile', async () => {
      const before = await standing.to(5, [row('a', 'x')]);
      await standing.to(6, [row('a', 'y')]);
      standing.state = before;
      expect(await keep()).toBeNull();
      expect(await newest()).toEqual({ found: null, refused: [] });
    });

    it.skipIf('skip' in subject.reopen)('is found after the log was opened again', async () => {
      await standing.to(5, [row('a', 'x')]);
      await keep();
      if (typeof subject.reopen === 'function') open = await subject.reopen(open);
      expect((await newest()).found?.rows).toEqual([row('a', 'x')]);
    });
  });
}
