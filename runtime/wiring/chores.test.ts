import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Cmdb } from '../../domain/cmdb.ts';
import type { LogRecord } from '../../domain/record.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { loadSite } from '../config/load-site.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { MemoryStateStore } from '../state/memory-state-store.ts';
import { Closers } from './closers.ts';
import { followCmdb } from './follow-cmdb.ts';
import { keepRetention } from './keep-retention.ts';
import type { ReadFault } from './read-fault.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function listened(): { logger: Logger; lines: { msg: string; code?: string }[] } {
  const lines: { msg: string; code?: string }[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) };
  return { logger: pino({ base: null }, destination), lines };
}

describe('the CMDB file', () => {
  const withCi = (id: string): string => JSON.stringify({ version: 1, cis: [{ id }] });

  async function follow(): Promise<{
    path: string;
    seen: string[];
    faults: (string | null)[];
    lines: { msg: string; code?: string }[];
    pass: (text: string) => Promise<void>;
    stop: () => Promise<void>;
  }> {
    const path = join(mkdtempSync(join(tmpdir(), 'vigie-follow-')), 'cmdb.json');
    writeFileSync(path, withCi('a'));
    const pace = new ToldClock(0);
    const stop = new AbortController();
    const { logger, lines } = listened();
    const [seen, faults]: [string[], (string | null)[]] = [[], []];
    const announce = async (cmdb: Cmdb): Promise<boolean> => seen.push(cmdb.cis[0]?.id ?? '') > 0;
    const onRead = (fault: ReadFault | null): void => void faults.push(fault?.code ?? null);
    const following = followCmdb({ path, timezone: 'UTC', pace, logger, announce, onRead }, stop.signal);
    let changed = 0;
    const pass = async (text: string): Promise<void> => {
      writeFileSync(path, text);
      changed += 1;
      utimesSync(path, changed, changed);
      pace.advanceTo(pace.now() + 5_000);
      await settled();
    };
    const end = async (): Promise<void> => {
      stop.abort();
      await following;
    };
    return { path, seen, faults, lines, pass, stop: end };
  }

  test('is read again when it changes', async () => {
    const { seen, pass, stop } = await follow();
    await pass(withCi('b'));
    await pass(withCi('c'));
    await stop();
    expect(seen).toEqual(['b', 'c']);
  });

  test('may be a folder: a file in it that changes is seen', async () => {
    const path = mkdtempSync(join(tmpdir(), 'vigie-follow-'));
    const file = join(path, 'cis.csv');
    writeFileSync(file, 'id,class\na,switch\n');
    const pace = new ToldClock(0);
    const stop = new AbortController();
    const seen: string[] = [];
    const announce = async (cmdb: { cis: readonly { id: string }[] }): Promise<boolean> =>
      seen.push(cmdb.cis[0]?.id ?? '') > 0;
    const following = followCmdb(
      { path, timezone: 'UTC', pace, logger: listened().logger, announce, onRead: () => undefined },
      stop.signal,
    );
    writeFileSync(file, 'id,class\nbb,switch\n');
    pace.advanceTo(5_000);
    await settled();
    stop.abort();
    await following;
    expect(seen).toEqual(['bb']);
  });

  test('that is broken leaves the last one in force, says so once, and is taken when it is whole', async () => {
    const { seen, faults, lines, pass, stop } = await follow();
    await pass('{"version": 1, "cis": [');
    await pass(withCi('d'));
    await stop();
    expect(seen).toEqual(['d']);
    expect(faults).toEqual(['cmdb-not-json', null]);
    expect(lines).toMatchObject([{ code: 'cmdb-not-json' }, { msg: 'CMDB in force' }]);
  });
});

describe('retention', () => {
  const dayMs = 86_400_000;
  const record = (receivedAt: number): LogRecord => ({
    v: 1, id: String(receivedAt), tenant: 't', key: 'k', kind: 'delivery', occurredAt: receivedAt, receivedAt, body: {},
  }); // prettier-ignore

  async function keptAfter(position: number | null): Promise<number> {
    const log = new MemoryEventLog();
    const store = new MemoryStateStore(log);
    for (const day of [0, 1, 9]) await log.append('events', [record(day * dayMs)]);
    if (position !== null) {
      const epoch = await store.claim('alerting', 0);
      await store.commit({
        stage: 'alerting',
        partition: 0,
        epoch,
        log: '',
        offset: position,
        chain: '',
        rows: [],
        out: [],
      });
    }
    const { logger } = listened();
    const stop = new AbortController();
    const keeping = keepRetention(
      {
        log,
        store,
        clock: new ToldClock(10 * dayMs),
        pace: new ToldClock(0),
        logger,
        retention: loadSite({ env: {} }).config.retention,
        readers: (stream) => (stream === 'events' ? ['alerting'] : []),
        sizes: undefined,
      },
      stop.signal,
    );
    await settled();
    stop.abort();
    await keeping;
    return (await log.read('events', 0, 0, 10)).length;
  }

  test.each([
    ['all read', 3, 1],
    ['the second still unread', 1, 2],
    ['nothing ever read', null, 3],
  ])('drops what is old and read: %s', async (_what, position, kept) => {
    expect(await keptAfter(position)).toBe(kept);
  });
});

describe('closers', () => {
  test('close in the opposite order, all of them, once', async () => {
    const closed: string[] = [];
    const closers = new Closers();
    closers.add(async () => closed.push('first'));
    closers.add(async () => {
      closed.push('second');
      throw new Error('stuck');
    });
    closers.add(async () => closed.push('third'));
    await expect(closers.closeAll()).rejects.toThrow('stuck');
    await expect(closers.closeAll()).rejects.toThrow('stuck');
    expect(closed).toEqual(['third', 'second', 'first']);
  });
});
