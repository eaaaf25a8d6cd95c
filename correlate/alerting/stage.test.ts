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

describe('alerting: clear', () => {
  it('is idempotent over sources and repeats', () => {
    const table = new AlertingTable().problem(start, { by: 'prometheus', episode: '7' });
    table
      .problem(at(second), { by: 'alertmanager', episode: '7' })
      .clear(at(minute), { by: 'prometheus', episode: '7' });
    const told = table.records.length;
    table
      .clear(at(2 * minute), { by: 'prometheus', episode: '7' })
      .clear(at(3 * minute), { by: 'alertmanager', episode: '7' });
    table.problem(at(3 * minute), { by: 'alertmanager', episode: '7', clock: 'received' });
    table.problem(at(3 * minute), { by: 'alertmanager', episode: '7', occurredAt: start });
    expect(table.records).toHaveLength(told);
    table.tick(at(24 * 60 * minute));
    table.problem(at(24 * 60 * minute), { by: 'alertmanager', episode: '8' });
    expect(table.story.at(-1)).toBe(`opened ${id(24 * 60 * minute)}`);
  });

  it('without a problem makes no entry, says so once, and is not overtaken by its problem', () => {
    const table = new AlertingTable().clear(at(minute), { episode: '7' }).clear(at(2 * minute), { episode: '7' });
    table.problem(at(3 * minute), { episode: '7', occurredAt: start });
    expect(table.changes).toEqual([]);
    expect(table.decisions).toMatchObject([
      {
        reason: 'clear-without-problem',
        subject: { type: 'event', id: 'r0' },
        evidence: { fingerprint: 'test:1:a', name: 'HostDown', host: 'srv-01' },
      },
    ]);
  });

  it('of an older episode leaves the open one, and says so once', () => {
    const table = new AlertingTable().problem(start, { episode: '1' }).problem(at(minute), { episode: '2' });
    table.clear(at(2 * minute), { episode: '1' }).clear(at(3 * minute), { episode: '1' });
    expect(table.story.at(-1)).toBe(`opened ${id(minute)}`);
    expect(table.reasons().filter((reason) => reason === 'clear-of-older-episode')).toHaveLength(1);
    expect(table.decisions.at(-1)?.evidence).toEqual({ fingerprint: 'test:1:a', episode: '1', openEpisode: '2' });
    table.clear(at(4 * minute), { episode: '2' });
    expect(table.story.at(-1)).toBe(`cleared ${id(minute)}`);
  });

  it('of a later episode, or of none, ends the open one', () => {
    expect(new AlertingTable().problem(start, { episode: '1' }).clear(at(1), { episode: '2' }).story).toHaveLength(2);
    expect(new AlertingTable().problem(start, { episode: '1' }).clear(at(1)).story).toHaveLength(2);
  });

  it('without episode key belongs to an earlier opening only if trusted clocks say so', () => {
    const late = { occurredAt: start - minute };
    expect(new AlertingTable().problem(start).clear(at(second), late).reasons()).toContain('clear-of-older-episode');
    expect(new AlertingTable().problem(start).clear(at(second), { ...late, clock: 'received' }).story).toHaveLength(2);
    expect(
      new AlertingTable()
        .problem(start)
        .clear(at(second), { occurredAt: start - 3 * second })
        .changes.at(-1)?.alert,
    ).toMatchObject({ clearedAt: start, endedBy: 'clear' });
  });

  it('is remembered for a day, then forgotten', () => {
    const table = new AlertingTable().problem(start).clear(at(minute));
    expect(table.rows.size).toBe(2);
    table.tick(at(minute + 24 * 60 * minute));
    expect([...table.rows.keys()]).toEqual(['clock/now']);
  });
});

describe('alerting: silence', () => {
  const lease = { ending: { by: 'lease', withinMs: 4 * minute } } as const;

  it('makes an alert stale when its lease is over, closes it after a day', () => {
    const table = new AlertingTable().problem(start, lease).problem(at(minute), lease);
    expect(table.stage.nextDueAt()).toBe(at(5 * minute));
    table.tick(at(5 * minute - 1));
    expect(table.story).toHaveLength(1);
    table.tick(at(5 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'stale', alert: { stale: true, clearedAt: null } });
    expect(table.decisions.at(-1)?.evidence).toEqual({ leaseMs: 4 * minute, lastSeenAt: at(minute) });
    table.tick(at(minute + 24 * 60 * minute));
    expect(table.changes.at(-1)).toMatchObject({
      change: 'cleared',
      alert: { endedBy: 'lease', clearedAt: at(minute + 24 * 60 * minute) },
    });
    expect(table.decisions.at(-1)).toMatchObject({ reason: 'stale-closed', evidence: { silentMs: 24 * 60 * minute } });
    expect(table.stage.nextDueAt()).toBeNull();
  });

  it('wakes a stale alert by a repeat, opens it again even under the same episode once it was closed as unknown', () => {
    const told = { ...lease, episode: '5' };
    const table = new AlertingTable()
      .problem(start, told)
      .tick(at(5 * minute))
      .problem(at(6 * minute), told);
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { stale: false } });
    table.tick(at(48 * 60 * minute));
    expect(table.changes.slice(-2)).toMatchObject([
      { change: 'stale' },
      { change: 'cleared', alert: { endedBy: 'lease' } },
    ]);
    table.problem(at(49 * 60 * minute), { ...told, clock: 'received' });
    expect(table.story.at(-1)).toBe(`opened ${id(49 * 60 * minute)}`);
  });

  it('takes a lease without a length for five minutes, a quiet end for the policy', () => {
    expect(new AlertingTable().problem(start, { ending: { by: 'lease' } }).stage.nextDueAt()).toBe(at(5 * minute));
    expect(new AlertingTable().problem(start, { ending: { by: 'quiet' } }).stage.nextDueAt()).toBe(at(10 * minute));
    expect(new AlertingTable().problem(start).stage.nextDueAt()).toBeNull();
  });

  it('ends a quiet alert when it is not repeated', () => {
    const quiet = { ending: { by: 'quiet' } } as const;
    const table = new AlertingTable()
      .problem(start, quiet)
      .problem(at(9 * minute), quiet)
      .tick(at(12 * minute));
    expect(table.story).toHaveLength(1);
    table.tick(at(20 * minute));
    expect(table.changes.at(-1)).toMatchObject({
      change: 'cleared',
      alert: { endedBy: 'quiet', clearedAt: at(19 * minute) },
    });
    expect(table.decisions.at(-1)?.evidence).toEqual({ quietMs: 10 * minute, lastSeenAt: at(9 * minute) });
    table.problem(at(21 * minute), quiet);
    expect(table.story.at(-1)).toBe(`opened ${id(21 * minute)}`);
  });

  it('fires timers on ticks alone, and never turns time back', () => {
    const table = new AlertingTable().problem(start, lease).problem(at(10 * minute), { fingerprint: 'test:1:b' });
    expect(table.story).toHaveLength(2);
    table.tick(at(minute));
    expect(table.story.at(-1)).toBe(`stale ${id(0)}`);
    expect(table.decisions.at(-1)?.at).toBe(at(10 * minute));
  });
});

describe('alerting: flapping', () => {
  const flap = (table: AlertingTable, upTo: number): AlertingTable => {
    for (let step = 0; step <= upTo; step += 1)
      table.say(at(step * minute), { state: step % 2 === 0 ? 'problem' : 'clear' });
    return table;
  };

  it('marks the fifth change in ten minutes and then stays one open alert', () => {
    const table = flap(new AlertingTable(), 9);
    expect(table.changes.map(({ change, alert }) => [change, alert.flapping])).toEqual([
      ['opened', false],
      ['cleared', false],
      ['opened', false],
      ['cleared', false],
      ['opened', true],
    ]);
    expect(table.decisions.at(-1)).toMatchObject({
      reason: 'flapping-started',
      evidence: { changes: 5, windowMs: 10 * minute },
    });
  });

  it('ends 15 min after the last change, at the last clear', () => {
    const table = flap(new AlertingTable(), 9);
    expect(table.stage.nextDueAt()).toBe(at(24 * minute));
    table.tick(at(24 * minute));
    expect(table.changes.at(-1)).toMatchObject({
      change: 'cleared',
      alert: { clearedAt: at(9 * minute), endedBy: 'clear', flapping: false },
    });
    expect(table.reasons().slice(-2)).toEqual(['flapping-ended', 'alert-cleared']);
  });

  it('stays open where the problem stands', () => {
    const table = flap(new AlertingTable(), 8)
      .problem(at(20 * minute))
      .tick(at(23 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { flapping: false, clearedAt: null } });
    table.clear(at(30 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'cleared', alert: { clearedAt: at(30 * minute) } });
  });

  it('may begin with a clear: then the alert stays open', () => {
    const policy = Policy.parse({ alerts: { flapChanges: 4 } });
    const table = flap(new AlertingTable({ policy }), 3);
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { flapping: true, clearedAt: null } });
  });

  it('counts a missed clear too', () => {
    const table = new AlertingTable()
      .problem(start, { episode: '1' })
      .problem(at(minute), { episode: '2' })
      .problem(at(2 * minute), { episode: '3' });
    expect(table.changes.at(-1)).toMatchObject({ change: 'updated', alert: { flapping: true } });
    table
      .clear(at(3 * minute), { episode: '2' })
      .clear(at(4 * minute), { episode: '3' })
      .tick(at(19 * minute));
    expect(table.changes.at(-1)).toMatchObject({ change: 'cleared', alert: { clearedAt: at(4 * minute) } });
  });

  it('is not what five changes in an hour are', () => {
    const table = new AlertingTable();
    for (let step = 0; step < 8; step += 1)
      table.say(at(step * 5 * minute), { state: step % 2 === 0 ? 'problem' : 'clear' });
    expect(table.reasons()).not.toContain('flapping-started');
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
