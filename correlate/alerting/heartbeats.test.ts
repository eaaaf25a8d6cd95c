import { describe, expect, it } from 'vitest';
import { AlertingTable } from '../../tests/scenarios/alerting-table.ts';

const start = Date.parse('2026-11-23T19:00:00Z');
const second = 1_000;
const minute = 60_000;
const at = (ms: number): number => start + ms;
const fingerprint = 'heartbeat:1:test';

class BeatTable extends AlertingTable {
  beat(atMs: number, everyMs = minute): this {
    return this.say(atMs, { state: 'beat', beatEveryMs: everyMs, fingerprint, host: '' });
  }

  told(): string[] {
    return this.changes.map(({ change, alert: { name, host, endedBy } }) => `${change} ${host} ${name} ${endedBy}`);
  }
}

describe('a source that promised a rhythm', () => {
  it('says nothing while it beats, nor when it misses two', () => {
    const table = new BeatTable()
      .beat(start)
      .beat(at(minute))
      .tick(at(3.9 * minute))
      .beat(at(3.95 * minute));
    expect(table.records).toEqual([]);
    expect(table.stage.nextDueAt()).toBe(at(6.95 * minute));
  });

  it('is silent after three, and ends its silence with its next word, both told once', () => {
    const table = new BeatTable()
      .beat(start)
      .tick(at(3 * minute))
      .tick(at(4 * minute));
    expect(table.told()).toEqual(['opened generic Source silent null']);
    expect(table.changes[0]?.alert).toMatchObject({
      ...{ openedAt: at(3 * minute), severity: 'high', effect: 'at-risk', fingerprint, source: 'generic' },
      labels: { source: 'generic', everySeconds: '60', heardAt: '2026-11-23T19:00:00.000Z' },
    });
    table.beat(at(9 * minute)).beat(at(10 * minute));
    expect(table.told().slice(1)).toEqual(['cleared generic Source silent clear']);
    table.tick(at(13 * minute));
    expect(table.told()).toHaveLength(3);
    expect(new Set(table.changes.map(({ alert }) => alert.id)).size).toBe(2);
  });

  it('is watched on after a restart, and silent only once', () => {
    const table = new BeatTable().beat(start).restart();
    expect(table.stage.nextDueAt()).toBe(at(3 * minute));
    table
      .tick(at(3 * minute))
      .restart()
      .tick(at(5 * minute))
      .restart();
    table.beat(at(6 * minute));
    expect(table.told()).toEqual(['opened generic Source silent null', 'cleared generic Source silent clear']);
  });

  it('gets its time anew where Vigie itself was away', () => {
    const table = new BeatTable().beat(start).tick(at(60 * minute));
    expect(table.records).toEqual([]);
    expect(table.stage.nextDueAt()).toBe(at(63 * minute));
    table.tick(at(63 * minute + 2 * second));
    expect(table.told()).toEqual(['opened generic Source silent null']);
  });

  it('is given up after a day, as stale alerts are, and watched again when it is heard', () => {
    const table = new BeatTable()
      .beat(start)
      .tick(at(3 * minute))
      .tick(at(25 * 60 * minute));
    expect(table.reasons().slice(-2)).toEqual(['lease-over', 'stale-closed']);
    table.beat(at(26 * 60 * minute)).tick(at(26 * 60 * minute + 3 * minute));
    expect(table.told().at(-1)).toBe('opened generic Source silent null');
  });

  it('follows a rhythm that was changed', () => {
    const table = new BeatTable()
      .beat(start)
      .beat(at(minute), 10 * minute)
      .tick(at(30 * minute));
    expect(table.records).toEqual([]);
    expect(table.stage.nextDueAt()).toBe(at(31 * minute));
  });
});
