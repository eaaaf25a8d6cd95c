// Recorded histories decide today as they did when they were recorded; what a flag changes, it changes only where it is named.
import { describe, expect, it } from 'vitest';
import { allFlags, flagList } from '../../domain/flags.ts';
import type { LogRecord } from '../../domain/record.ts';
import { readHistories } from './history.ts';
import type { History } from './history.ts';
import { differencesFrom, outputsOf } from './replay-history.ts';
import { recordedStorm, stormChains } from './storm-history.ts';

const histories = readHistories();
const newest = `flags-${allFlags.join('-')}`;

const led = ({ records }: History): LogRecord[] => [...(records.get('incidents') ?? [])];

describe('recorded histories', () => {
  it.each(histories.map((history) => [history.name, history] as const))('%s decides as it did', async (_, history) => {
    expect(outputsOf(history)).toBeGreaterThan(20);
    expect(await differencesFrom(history)).toEqual([]);
  });

  it('notices a decision that was another', async () => {
    const [first] = histories;
    if (first === undefined) throw new Error('nothing is recorded');
    const records = new Map(first.records);
    const [head, ...rest] = (records.get('incidents') ?? []).filter(({ from }) => from !== undefined);
    if (head === undefined) throw new Error('nothing was decided');
    records.set('incidents', [{ ...head, occurredAt: head.occurredAt + 1 }, ...rest]);
    const found = await differencesFrom({ ...first, records });
    expect(found.join()).toContain('judging writes to incidents, as number 0');
  });

  it('holds the storm, before there were flags and with all of them', async () => {
    const recorded = recordedStorm();
    expect(await stormChains([])).toEqual(recorded['before-flags']);
    expect(await stormChains(allFlags)).toEqual(recorded[allFlags.join('-')]);
  });
});

describe('numbered flags', () => {
  it('are never given twice, and say why', () => {
    expect(allFlags).toEqual(flagList.map((_, n) => n + 1));
    for (const { reason } of flagList) expect(reason.length).toBeGreaterThan(40);
  });

  it('1: what a tick leads to names its tenant, and in an old history it still names none', () => {
    const old = histories.filter(({ name }) => name.endsWith('before-flags')).flatMap(led);
    const today = histories.filter(({ name }) => name.endsWith(newest)).flatMap(led);
    const withoutTenant = (records: LogRecord[]): number =>
      records.filter(({ from, tenant }) => from !== undefined && tenant === '').length;
    expect(withoutTenant(old)).toBeGreaterThan(0);
    expect(today.length).toBeGreaterThan(0);
    expect(withoutTenant(today)).toBe(0);
  });
});
