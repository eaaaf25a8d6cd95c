import { describe, expect, it } from 'vitest';
import { AlertChanges } from '../../domain/alert.ts';
import { Cmdb } from '../../domain/cmdb.ts';
import { Policy } from '../../domain/policy.ts';
import { AlertingTable } from '../../tests/scenarios/alerting-table.ts';

const start = Date.parse('2026-11-23T19:00:00Z');
const second = 1_000;
const minute = 60_000;
const at = (ms: number): number => start + ms;
const id = (ms: number): string => `test:1:a@${at(ms)}`;

describe('alerting: opening and repeating', () => {
  it('opens an alert, with its CI and why', () => {
    const table = new AlertingTable({ cmdb: Cmdb.parse({ version: 1, cis: [{ id: 'srv-01' }] }) }).problem(start);
    expect(table.story).toEqual([`opened ${id(0)}`]);
    expect(table.changes[0]?.alert).toMatchObject({
      openedAt: start,
      clearedAt: null,
      count: 1,
      binding: { ci: 'srv-01' },
    });
    expect(table.decisions.map(({ id: decision, reason }) => [decision, reason])).toEqual([
      ['A0.0', 'alert-opened'],
      ['A0.1', 'bound'],
    ]);
  });

  it('writes one record per delivery, in the shape of the domain', () => {
    const table = new AlertingTable().say(start, {}, { fingerprint: 'test:1:b' }, {});
    expect(table.records).toHaveLength(1);
    const [record] = table.records;
    expect(record).toMatchObject({
      tenant: 'default',
      key: 'default',
      kind: 'alert-changes',
      occurredAt: start,
      receivedAt: start,
    });
    expect(record?.from).toEqual({ stage: 'alerting', partition: 0, offset: 0, seq: 0 });
    expect(AlertChanges.parse(record?.body)).toEqual(record?.body);
    expect(table.story).toEqual([`opened ${id(0)}`, `opened test:1:b@${start}`]);
  });

  it('says nothing of a full duplicate, but counts it', () => {
    const table = new AlertingTable().problem(start, { episode: 'e' }).problem(at(minute), { episode: 'e' });
    table.problem(at(2 * minute), { episode: 'e', message: 'it is down, 9 %' });
    expect(table.records).toHaveLength(1);
    table.clear(at(3 * minute), { episode: 'e' });
    expect(table.changes.at(-1)?.alert).toMatchObject({ count: 3, clearedAt: at(3 * minute), endedBy: 'clear' });
  });

  it('tells a change of severity, effect and the message with it', () => {
    const table = new AlertingTable().problem(start, { severity: 'warning', effect: 'at-risk', message: 'slow' });
    table.problem(at(second), { severity: 'critical', effect: 'down', message: 'dead' });
    expect(table.changes.at(-1)).toMatchObject({
      change: 'updated',
      alert: { severity: 'critical', effect: 'down', message: 'dead' },
    });
    expect(table.decisions.at(-1)).toMatchObject({
      reason: 'alert-updated',
      evidence: {
        changed: ['severity', 'effect', 'message'],
        from: { severity: 'warning', effect: 'at-risk', message: 'slow' },
        to: { severity: 'critical', effect: 'down', message: 'dead' },
      },
    });
  });

  it('adds a second source once, and lets only the first say what the alert is', () => {
    const table = new AlertingTable().problem(start, { by: 'prometheus' });
    table
      .problem(at(second), { by: 'alertmanager', severity: 'warning' })
      .problem(at(2 * second), { by: 'alertmanager' });
    table.problem(at(3 * second), { by: 'prometheus' });
    expect(table.story).toEqual([`opened ${id(0)}`, `updated ${id(0)}`]);
    expect(table.changes.at(-1)?.alert).toMatchObject({
      sources: ['prometheus', 'alertmanager'],
      severity: 'critical',
    });
  });

  it('informs without opening anything', () => {
    const table = new AlertingTable().say(start, { state: 'info', effect: 'informs' });
    expect(table.changes).toMatchObject([{ change: 'informed', alert: { clearedAt: start } }]);
    expect([...table.rows.keys()]).toEqual(['clock/now']);
  });

  it('keeps tenants apart, and lends no tenant the CMDB of another', () => {
    const table = new AlertingTable({ cmdb: Cmdb.parse({ version: 1, cis: [{ id: 'srv-01' }] }) });
    table.problem(start, { tenant: 'default' }).problem(at(1), { tenant: 'other' }).clear(at(2), { tenant: 'other' });
    expect(table.changes.map(({ change, alert }) => [change, alert.binding?.ci])).toEqual([
      ['opened', 'srv-01'],
      ['opened', undefined],
      ['cleared', undefined],
    ]);
    expect(table.records.map((record) => record.tenant)).toEqual(['default', 'other', 'other']);
  });
});

describe('alerting: refire', () => {
  it('ends the old episode at the new opening', () => {
    const table = new AlertingTable().problem(start, { episode: '1' }).problem(at(minute), { episode: '2' });
    expect(table.story).toEqual([`opened ${id(0)}`, `cleared ${id(0)}`, `opened ${id(minute)}`]);
    expect(table.changes[1]?.alert).toMatchObject({ clearedAt: at(minute), endedBy: 'clear' });
    expect(table.decisions.find(({ reason }) => reason === 'alert-refired')?.evidence).toMatchObject({
      previous: id(0),
      clearedAt: at(minute),
    });
  });

  it('takes an older episode for a repeat', () => {
    const table = new AlertingTable()
      .problem(start, { episode: '10' })
      .problem(at(minute), { episode: '9', severity: 'info' });
    expect(table.story).toEqual([`opened ${id(0)}`]);
  });

  it('takes two Prometheus servers of one pair for one', () => {
    const a = String(start);
    const b = String(start + 7 * second);
    const table = new AlertingTable().problem(at(8 * second), { episode: a }).problem(at(9 * second), { episode: b });
    table.problem(at(80 * second), { episode: a }).problem(at(81 * second), { episode: b });
    table
      .clear(at(100 * second), { episode: a })
      .problem(at(101 * second), { episode: b, occurredAt: start + 7 * second });
    expect(table.story.map((line) => line.split(' ')[0])).toEqual(['opened', 'cleared']);
  });

  it('opens anew after a clear, under another id even within one second', () => {
    const table = new AlertingTable().problem(start).clear(start).problem(start);
    expect(table.story).toEqual([`opened ${id(0)}`, `cleared ${id(0)}`, `opened ${id(1)}`]);
  });
});

describe('alerting: control records', () => {
  const cmdb = (name: string): Cmdb => Cmdb.parse({ version: 1, cis: [{ id: name, aliases: ['srv-01'] }] });

  it('binds open alerts again, in the order of their keys, and says so only where the CI changed', () => {
    const table = new AlertingTable({ cmdb: cmdb('one') });
    table
      .problem(start, { fingerprint: 'test:1:z' })
      .problem(at(1))
      .problem(at(2), { fingerprint: 'test:1:m', host: 'else' });
    table.control(at(3), { kind: 'cmdb', body: cmdb('two') }).restart();
    expect(table.story.slice(3)).toEqual([`rebound ${id(1)}`, `rebound test:1:z@${start}`]);
    expect(table.decisions.at(-1)).toMatchObject({ reason: 'rebound', evidence: { from: 'one', to: 'two' } });
    table.control(at(4), { kind: 'cmdb', body: cmdb('two') });
    expect(table.story).toHaveLength(5);
    table.control(at(5), { kind: 'cmdb', body: Cmdb.parse({ version: 1 }) });
    expect(table.decisions.at(-1)?.evidence).toEqual({ from: 'two', to: null });
  });

  it('keeps hints and peer for it', () => {
    const table = new AlertingTable().problem(start, { host: 'x', hints: ['192.0.2.9'], peer: 'db' });
    const ciList = [{ id: 'box', aliases: ['192.0.2.9'], class: 'database' }, { id: 'db' }];
    table.restart().control(at(1), { kind: 'cmdb', body: Cmdb.parse({ version: 1, cis: ciList }) });
    expect(table.changes.at(-1)?.alert).toMatchObject({ binding: { ci: 'box' }, peerCi: 'db' });
  });

  it('reads on with the bodies it was given after a restart', () => {
    const table = new AlertingTable({ cmdb: cmdb('one') })
      .control(start, { kind: 'cmdb', body: cmdb('two') })
      .restart();
    table.problem(at(1));
    expect(table.changes.at(-1)?.alert.binding?.ci).toBe('two');
  });

  it('puts timers forward by a new policy', () => {
    const table = new AlertingTable().problem(start, { ending: { by: 'quiet' } });
    table.control(at(1), { kind: 'policy', body: Policy.parse({ alerts: { quietMs: minute } }) });
    expect(table.stage.nextDueAt()).toBe(at(minute));
    expect(table.restart().stage.nextDueAt()).toBe(at(minute));
  });
});

describe('alerting: sizes', () => {
  it('parts what one record changed where it would grow too large', () => {
    const many = Array.from({ length: 1_000 }, (_none, index) => ({ fingerprint: `test:1:${index}` }));
    const table = new AlertingTable().say(start, ...many);
    expect(table.records.map((record) => record.from?.seq)).toEqual([0, 1, 2]);
    expect(new Set(table.decisions.map((decision) => decision.id)).size).toBe(2_000);
    expect(table.changes).toHaveLength(1_000);
  });

  it('ignores records of kinds that are not its own', () => {
    const table = new AlertingTable().hand(start, { kind: 'command', body: {}, tenant: 'default' });
    expect(table.records).toEqual([]);
  });
});
