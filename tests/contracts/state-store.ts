// What every StateStore keeps, whichever adapter it is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { Row, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import { recordOf } from './event-log.ts';

export interface OpenStore {
  readonly store: StateStore;
  /** Where the outgoing records go. */
  readonly log: EventLog;
  dispose(): Promise<void>;
}

export interface StateStoreSubject {
  open(): Promise<OpenStore>;
  /** Closes the store and opens what is on disk; or the reason why there is no such thing. */
  readonly reopen: ((open: OpenStore) => Promise<OpenStore>) | { readonly skip: string };
}

const row = (key: string, json = '{"a":1}', table = 'alerts'): Row => ({ table, key, json });

/** Characters on both sides of the surrogates, and those that a database may treat as its own. */
const hardKeys = [
  '',
  '\u0000',
  '\u0001',
  '\u0001\u0000',
  'a',
  'a\u0000b',
  'é',
  '\ud7ff',
  '\ud800',
  '\u{1f525}',
  '\ue000',
  '\uffff',
  '__proto__',
  "'; --",
];

export function describeStateStore(name: string, subject: StateStoreSubject): void {
  describe(`StateStore: ${name}`, () => {
    let open: OpenStore;
    let epoch: number;
    const unit = (offset: number, over: Partial<UnitOfWork> = {}): UnitOfWork => ({
      stage: 'alerting',
      partition: 0,
      epoch,
      log: 'L',
      offset,
      chain: `c${offset}`,
      rows: [],
      out: [],
      ...over,
    });
    const rowsOf = async (stage = 'alerting'): Promise<Row[]> => {
      const all: Row[] = [];
      for await (const portion of open.store.load(stage, 0)) all.push(...portion);
      return all;
    };
    const keys = async (scan: Parameters<StateStore['scan']>[3]): Promise<string[]> =>
      (await open.store.scan('alerting', 0, 'alerts', scan)).map((found) => found.key);
    beforeEach(async () => {
      open = await subject.open();
      epoch = await open.store.claim('alerting', 0);
    });
    afterEach(() => open.dispose());

    it('knows no position before the first commit, and the committed one after', async () => {
      expect(await open.store.position('alerting', 0)).toBeNull();
      await open.store.commit(unit(3));
      expect(await open.store.position('alerting', 0)).toEqual({ offset: 3, epoch, log: 'L', chain: 'c3' });
      expect(await open.store.position('judging', 0)).toBeNull();
      expect(await open.store.position('alerting', 1)).toBeNull();
    });

    it('sets, replaces and deletes rows', async () => {
      await open.store.commit(unit(1, { rows: [row('a'), row('b'), row('a', '{"t":2}', 'hosts')] }));
      await open.store.commit(unit(2, { rows: [row('a', '[2]'), { table: 'alerts', key: 'b', json: null }] }));
      expect(await open.store.get('alerting', 0, 'alerts', 'a')).toBe('[2]');
      expect(await open.store.get('alerting', 0, 'alerts', 'b')).toBeNull();
      expect(await open.store.get('alerting', 0, 'hosts', 'a')).toBe('{"t":2}');
      expect(await open.store.get('alerting', 0, 'none', 'a')).toBeNull();
      expect(await rowsOf()).toEqual([row('a', '[2]'), row('a', '{"t":2}', 'hosts')]);
    });

    it('deletes what is not there without complaint', async () => {
      await open.store.commit(unit(1, { rows: [{ table: 'alerts', key: 'x', json: null }] }));
      expect(await rowsOf()).toEqual([]);
    });

    it('has outgoing records in the log when the commit resolves', async () => {
      const out = [
        { stream: 'alerts' as const, record: recordOf(1) },
        { stream: 'dead-letters' as const, record: recordOf(2) },
        { stream: 'alerts' as const, record: recordOf(3) },
      ];
      await open.store.commit(unit(8, { out }));
      const alerts = await open.log.read('alerts', 0, 0, 10);
      expect(alerts.map((record) => record.id)).toEqual(['r1', 'r3']);
      expect(alerts.map((record) => record.from)).toEqual([
        { stage: 'alerting', partition: 0, offset: 7, seq: 0 },
        { stage: 'alerting', partition: 0, offset: 7, seq: 2 },
      ]);
      expect(await open.log.end('dead-letters', 0)).toBe(1);
    });

    it('keeps the provenance that the stage gave, and drops what the log already holds', async () => {
      const from = { stage: 'alerting@L', partition: 0, offset: 2, seq: 0 };
      await open.log.append('alerts', [recordOf(1, { from })]);
      await open.store.commit(unit(8, { out: [{ stream: 'alerts', record: recordOf(1, { from }) }] }));
      expect(await open.log.end('alerts', 0)).toBe(1);
    });

    it('refuses an owner whose epoch is over, and keeps nothing of it', async () => {
      const next = await open.store.claim('alerting', 0);
      expect(next).toBeGreaterThan(epoch);
      const late = unit(1, { rows: [row('a')], out: [{ stream: 'alerts', record: recordOf(1) }] });
      await expect(open.store.commit(late)).rejects.toMatchObject({ code: 'epoch-fenced', retryable: false });
      expect(await rowsOf()).toEqual([]);
      expect(await open.store.position('alerting', 0)).toBeNull();
      expect(await open.log.end('alerts', 0)).toBe(0);
    });

    it('refuses an offset that is not above the committed one', async () => {
      await open.store.commit(unit(5));
      await expect(open.store.commit(unit(5))).rejects.toMatchObject({ code: 'offset-replayed' });
      await expect(open.store.commit(unit(4, { rows: [row('a')] }))).rejects.toMatchObject({ code: 'offset-replayed' });
      expect(await rowsOf()).toEqual([]);
      await open.store.commit(unit(6));
      expect((await open.store.position('alerting', 0))?.offset).toBe(6);
    });

    it('commits in the order of the calls, a refused one between good ones', async () => {
      const calls = [1, 2, 2, 3].map((offset) => open.store.commit(unit(offset, { rows: [row(`k${offset}`)] })));
      const outcomes = (await Promise.allSettled(calls)).map((call) => call.status);
      expect(outcomes).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      expect((await rowsOf()).map((found) => found.key)).toEqual(['k1', 'k2', 'k3']);
    });

    it('keeps stages and partitions apart', async () => {
      await open.store.commit(unit(1, { rows: [row('a')] }));
      const other = await open.store.claim('judging', 0);
      await open.store.commit(unit(1, { stage: 'judging', epoch: other, rows: [row('b')] }));
      expect((await rowsOf()).map((found) => found.key)).toEqual(['a']);
      expect((await rowsOf('judging')).map((found) => found.key)).toEqual(['b']);
      expect(await open.store.get('alerting', 1, 'alerts', 'a')).toBeNull();
    });

    it('scans in key order, onwards and backwards, within a prefix, in portions', async () => {
      await open.store.commit(unit(1, { rows: ['b1', 'a', 'b3', 'c', 'b2', 'b'].map((key) => row(key)) }));
      expect(await keys({ limit: 10 })).toEqual(['a', 'b', 'b1', 'b2', 'b3', 'c']);
      expect(await keys({ limit: 2, prefix: 'b' })).toEqual(['b', 'b1']);
      expect(await keys({ limit: 9, prefix: 'b', after: 'b1' })).toEqual(['b2', 'b3']);
      expect(await keys({ limit: 9, descending: true })).toEqual(['c', 'b3', 'b2', 'b1', 'b', 'a']);
      expect(await keys({ limit: 2, prefix: 'b', descending: true, after: 'b3' })).toEqual(['b2', 'b1']);
      expect(await keys({ limit: 9, prefix: 'b', after: 'a' })).toEqual(['b', 'b1', 'b2', 'b3']);
      expect(await keys({ limit: 9, prefix: 'b', after: 'x' })).toEqual([]);
      expect(await keys({ limit: 9, prefix: 'zz' })).toEqual([]);
    });

    it('orders hard keys by code units and gives them back whole', async () => {
      await open.store.commit(unit(1, { rows: hardKeys.map((key) => row(key, JSON.stringify(key))) }));
      const sorted = [...hardKeys].sort();
      expect(await keys({ limit: 99 })).toEqual(sorted);
      expect(await keys({ limit: 99, descending: true })).toEqual([...sorted].reverse());
      expect(await keys({ limit: 99, prefix: '\ud800' })).toEqual(['\ud800']);
      expect(await keys({ limit: 99, prefix: '\u0001' })).toEqual(['\u0001', '\u0001\u0000']);
      for (const key of hardKeys) expect(await open.store.get('alerting', 0, 'alerts', key)).toBe(JSON.stringify(key));
      expect((await rowsOf()).map((found) => found.key)).toEqual(sorted);
    });

    it('loads many rows in portions, each once', async () => {
      const many = Array.from({ length: 5_000 }, (_, n) => row(`k${String(n).padStart(5, '0')}`, `{"n":${n}}`));
      await open.store.commit(unit(1, { rows: many }));
      expect(await rowsOf()).toEqual(many);
    });

    it('hashes equal rows alike, in whatever order they came, and nothing else', async () => {
      const empty = await open.store.hash('alerting', 0);
      await open.store.commit(unit(1, { rows: [row('a', '1'), row('b', '2')] }));
      const other = await open.store.claim('judging', 0);
      await open.store.commit(unit(1, { stage: 'judging', epoch: other, rows: [row('b', '2')] }));
      await open.store.commit(unit(2, { stage: 'judging', epoch: other, rows: [row('a', '1')] }));
      const hash = await open.store.hash('alerting', 0);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(hash).not.toBe(empty);
      expect(await open.store.hash('judging', 0)).toBe(hash);
      await open.store.commit(unit(2, { rows: [row('b', '3')] }));
      expect(await open.store.hash('alerting', 0)).not.toBe(hash);
    });

    it('forgets rows and position of a stage that is reset, not its epoch', async () => {
      await open.store.commit(unit(5, { rows: [row('a')] }));
      await open.store.reset('alerting', 0);
      expect(await open.store.position('alerting', 0)).toBeNull();
      expect(await rowsOf()).toEqual([]);
      await open.store.commit(unit(1, { rows: [row('b')] }));
      expect((await open.store.position('alerting', 0))?.offset).toBe(1);
      expect(await open.store.claim('alerting', 0)).toBeGreaterThan(epoch);
    });

    const { reopen } = subject;
    describe.skipIf('skip' in reopen)(`after a restart${'skip' in reopen ? ` (${reopen.skip})` : ''}`, () => {
      const restart = async (): Promise<void> => {
        if (!('skip' in reopen)) open = await reopen(open);
      };

      it('has rows, position and epoch', async () => {
        await open.store.commit(
          unit(4, { rows: [row('a'), row('\ud800')], out: [{ stream: 'alerts', record: recordOf(1) }] }),
        );
        const hash = await open.store.hash('alerting', 0);
        await restart();
        expect(await open.store.position('alerting', 0)).toEqual({ offset: 4, epoch, log: 'L', chain: 'c4' });
        expect((await rowsOf()).map((found) => found.key)).toEqual(['a', '\ud800']);
        expect(await open.store.hash('alerting', 0)).toBe(hash);
        expect(await open.log.end('alerts', 0)).toBe(1);
        expect(await open.store.claim('alerting', 0)).toBeGreaterThan(epoch);
      });

      it('still refuses the owner of before', async () => {
        await open.store.claim('alerting', 0);
        await restart();
        await expect(open.store.commit(unit(1))).rejects.toMatchObject({ code: 'epoch-fenced' });
      });
    });
  });
}
