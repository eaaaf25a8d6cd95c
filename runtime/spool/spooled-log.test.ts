import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AdapterError, ConfigError } from '../../domain/errors.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import { recordOf } from '../../tests/contracts/event-log.ts';
import { SystemClock } from '../clock/system-clock.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { SpooledLog } from './spooled-log.ts';

type Mood = 'well' | 'away' | 'silent' | 'broken';

/** A log that can be away (says so), silent (says nothing until it is well), or broken for good. */
class MoodyLog {
  readonly held = new MemoryEventLog();
  mood: Mood = 'well';
  #wake: () => void = () => undefined;

  become(mood: Mood): void {
    this.mood = mood;
    this.#wake();
  }

  get log(): EventLog {
    const append: EventLog['append'] = async (stream, records, partition) => {
      if (this.mood === 'away') throw new AdapterError('kafka-unreachable', 'away', { retryable: true });
      if (this.mood === 'broken') throw new ConfigError('kafka-rights-missing', 'no');
      if (this.mood === 'silent') await new Promise<void>((resolve) => (this.#wake = resolve));
      return this.held.append(stream, records, partition);
    };
    return Object.assign(Object.create(this.held) as EventLog, {
      append,
      partitions: () => 1,
    });
  }

  async ids(): Promise<string[]> {
    return (await this.held.read('events', 0, 0, 1_000)).map(({ id }) => id);
  }
}

let moody: MoodyLog;
let folder: string;
let told: string[];
let spooled: SpooledLog;
const open = (maxBytes = 1_000_000): Promise<SpooledLog> =>
  SpooledLog.over({
    ...{ log: moody.log, folder, maxBytes, pace: new SystemClock() },
    onChange: ({ isAway, code, records }) => told.push(isAway ? `away: ${code}` : `back: ${records}`),
  });
const untilBack = async (): Promise<void> => {
  while (spooled.isAway) await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(async () => {
  moody = new MoodyLog();
  folder = join(mkdtempSync(join(tmpdir(), 'vigie-spool-')), 'spool');
  told = [];
  spooled = await open();
});
afterEach(() => spooled.close());

test('while all is well nothing is written beside the log', async () => {
  expect(await spooled.append('events', [recordOf(0)])).toEqual([{ partition: 0, offset: 0 }]);
  expect(existsSync(folder)).toBe(false);
});

test('what comes while the log is away follows in its order, before what comes later', async () => {
  moody.become('away');
  expect(await spooled.append('events', [recordOf(0)])).toEqual([{ partition: 0, offset: -1 }]);
  moody.become('well');
  await spooled.append('events', [recordOf(1)]);
  await untilBack();
  await spooled.append('events', [recordOf(2)]);
  expect(await moody.ids()).toEqual(['r0', 'r1', 'r2']);
  expect(told).toEqual(['away: kafka-unreachable', 'back: 2']);
  await spooled.close();
  expect(existsSync(folder)).toBe(false);
});

test('a log that says nothing is not waited for; what it takes late is not overtaken', async () => {
  moody.become('silent');
  await spooled.append('events', [recordOf(0)]);
  await spooled.append('events', [recordOf(1)]);
  expect(await moody.ids()).toEqual([]);
  moody.become('well');
  await untilBack();
  expect(await moody.ids()).toEqual(['r0', 'r0', 'r1']);
});

test('a full spool refuses, and takes again when there is room', async () => {
  await spooled.close();
  spooled = await open(1);
  moody.become('away');
  await spooled.append('events', [recordOf(0)]);
  expect(spooled.isFull).toBe(true);
  await expect(spooled.append('events', [recordOf(1)])).rejects.toMatchObject({ code: 'spool-full', retryable: true });
  moody.become('well');
  await untilBack();
  await spooled.append('events', [recordOf(2)]);
  expect(await moody.ids()).toEqual(['r0', 'r2']);
});

test('what a life before left on disk goes on its way first', async () => {
  moody.become('away');
  await spooled.append('events', [recordOf(0)]);
  await spooled.append('dead-letters', [recordOf(1)]);
  await spooled.close();
  moody.become('well');
  spooled = await open();
  await spooled.append('events', [recordOf(2)]);
  await untilBack();
  expect(await moody.ids()).toEqual(['r0', 'r2']);
  expect(await moody.held.end('dead-letters', 0)).toBe(1);
});

test('what the log will never take is told at once', async () => {
  moody.become('broken');
  await expect(spooled.append('events', [recordOf(0)])).rejects.toMatchObject({ code: 'kafka-rights-missing' });
  expect(spooled.isAway).toBe(false);
});
