import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Cmdb } from '../../domain/cmdb.ts';
import { AdapterError } from '../../domain/errors.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { followLiveCmdb } from './follow-live-cmdb.ts';
import type { LiveStanding } from './follow-live-cmdb.ts';

const withCis = (...ids: string[]): Cmdb => Cmdb.parse({ version: 1, cis: ids.map((id) => ({ id })) });

it('keeps the last good one while the system is away, and says since when', async () => {
  const pace = new ToldClock(0);
  const away = new AdapterError('cmdb-unreachable', 'GLPI: Computer: glpi-silent', { retryable: true });
  const reads = [() => withCis('a'), () => Promise.reject<Cmdb>(away), () => withCis('a', 'b')];
  const inForce: string[][] = [];
  const told: LiveStanding[] = [];
  const over = new AbortController();
  let stopped = false;
  const stop = async (): Promise<void> => void (stopped = true);
  const following = {
    cmdb: { read: async () => reads.shift()!(), stop },
    ...{ overlay: undefined, refreshMs: 300_000, pace, logger: pino({ level: 'silent' }) },
    announce: ({ cis }: Cmdb) => Promise.resolve(inForce.push(cis.map(({ id }) => id)) > 0),
    onRead: (standing: LiveStanding) => {
      told.push(standing);
      if (reads.length === 0) over.abort();
    },
  };
  const done = followLiveCmdb(following, over.signal);
  while (!over.signal.aborted) {
    await setImmediate();
    pace.advanceTo(pace.nextWake() ?? pace.now());
  }
  await done;
  expect(inForce).toEqual([['a'], ['a', 'b']]);
  expect(told.map(({ readAt, fault }) => [readAt, fault?.code ?? null])).toEqual([
    [0, null],
    [0, 'cmdb-unreachable'],
    [330_000, null],
  ]);
  expect(stopped).toBe(true);
});
