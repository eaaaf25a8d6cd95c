// What a NOC would miss: alerts joined or kept apart, holds, impact, majors.
import { describe, expect, it } from 'vitest';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

describe('what belongs together', () => {
  it('joins alerts of one CI and keeps an unconnected CI apart', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'srv-1', name: 'HostDown', severity: 'critical' });
    table.open(5, { ci: 'srv-1', name: 'HighLoad' });
    table.open(6, { ci: 'island', name: 'HostDown', severity: 'critical' });
    expect(table.incidents().map((incident) => [incident.number, incident.alertCount])).toEqual([
      ['I-1', 2],
      ['I-2', 1],
    ]);
    expect(table.reasons()).toContain('joined-same-ci');
  });

  it('does not let a shared switch alone link two of its servers', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.open(5, { ci: 'srv-4', name: 'HostDown', severity: 'critical' });
    expect(table.incidents()).toHaveLength(2);
  });

  it('activates a silent switch when half of what hangs on it complains, and names it first', () => {
    const table = new JudgingTable(plant);
    for (const [n, ci] of ['srv-1', 'srv-2', 'srv-3', 'srv-4'].entries())
      table.open(n * 10, { ci, name: 'HostDown', severity: 'critical' });
    table.until(60);
    const open = table.incidents().filter((incident) => incident.state === 'open');
    expect(open).toHaveLength(1);
    expect(open[0]?.rootCandidates[0]?.ci).toBe('acc-1');
    expect(open[0]?.rootCandidates[0]?.against).toContain('silent');
    expect(table.reasons()).toContain('joined-hub');
  });

  it('keeps a filling disk out of a network outage above its server', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'acc-1', name: 'SwitchDown', severity: 'critical' });
    table.open(10, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.open(20, { ci: 'srv-4', name: 'DiskAlmostFull', severity: 'warning' });
    table.until(400);
    const [outage, disk] = table.incidents();
    expect(outage?.alertCount).toBe(2);
    expect([disk?.alertCount, disk?.priority]).toEqual([1, 4]);
    expect(
      table
        .decisions()
        .filter(({ reason }) => reason === 'situation-opened')
        .at(-1)?.evidence['nearest'],
    ).toMatchObject({ why: 'not-a-symptom' });
  });

  it('does not join what comes long after everything near it cleared', () => {
    const table = new JudgingTable(plant);
    const first = table.open(0, { ci: 'acc-1', name: 'SwitchDown', severity: 'critical' });
    table.clear(10, first);
    table.open(100, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    expect(table.incidents()).toHaveLength(2);
    expect(
      table
        .decisions()
        .filter(({ reason }) => reason === 'situation-opened')
        .at(-1)?.evidence['nearest'],
    ).toMatchObject({ why: 'too-late' });
  });

  it('merges two incidents when an alert links them, and keeps the older', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.open(5, { ci: 'srv-4', name: 'HostDown', severity: 'critical' });
    table.open(9, { ci: 'acc-1', name: 'SwitchDown', severity: 'critical' });
    const [kept, gone] = table.incidents();
    expect([kept?.state, kept?.alertCount, gone?.state, gone?.mergedInto]).toEqual(['open', 3, 'merged', kept?.id]);
    expect(kept?.rootCandidates[0]?.ci).toBe('acc-1');
  });

  it('lets the incident that a person touched survive a merge', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.open(5, { ci: 'srv-4', name: 'HostDown', severity: 'critical' });
    const second = table.incidents()[1]?.id ?? '';
    table.command(6, { command: 'acknowledge', incident: second, by: 'ana', reason: 'mine' });
    table.open(9, { ci: 'acc-1', name: 'SwitchDown', severity: 'critical' });
    expect(table.incidents().find((incident) => incident.state === 'merged')?.mergedInto).toBe(second);
  });

  it('stands informing alerts aside and suppresses planned work until its window is over', () => {
    const to = new Date(Date.UTC(2026, 10, 23, 9, 5)).toISOString();
    const from = new Date(Date.UTC(2026, 10, 23, 8, 0)).toISOString();
    const table = new JudgingTable({
      ...plant,
      maintenance: [{ id: 'm1', cis: ['acc-1'], from, to, reason: 'firmware' }],
    });
    table.open(0, { ci: 'srv-1', name: 'Watchdog', severity: 'info', more: { effect: 'informs' } });
    table.open(1, { ci: 'srv-1', name: 'HostDown', severity: 'critical' });
    table.until(299);
    expect(table.incidents()).toHaveLength(0);
    expect(table.situationChanges().flatMap((change) => change.aside.map((each) => each.without))).toEqual([
      'informs',
      'maintenance window m1',
    ]);
    table.until(301);
    expect(table.incidents().map((incident) => incident.alertCount)).toEqual([1]);
  });
});

describe('does it deserve a ticket', () => {
  it.each([
    ['critical', 0],
    ['high', 60],
    ['warning', 300],
  ] as const)('holds %s for %d s', (severity, seconds) => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'island', name: 'ServiceCheck', severity, more: { effect: 'degraded' } });
    if (seconds > 0) {
      table.until(seconds - 1);
      expect(table.incidents()).toHaveLength(0);
      expect(table.reasons()).toContain('held');
      table.until(seconds);
    }
    expect(table.incidents()).toHaveLength(1);
  });

  it('makes no ticket of a blip, and says so', () => {
    const table = new JudgingTable(plant);
    const id = table.open(0, { ci: 'island', name: 'ServiceCheck' });
    table.clear(30, id);
    table.until(600);
    expect(table.incidents()).toHaveLength(0);
    expect(table.reasons()).toContain('blip');
    expect(table.situationChanges().at(-1)?.situation).toMatchObject({ without: 'blip' });
    expect(table.rows.size).toBeLessThan(5);
  });

  it('waits for nothing when a critical service is hit', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'shop-web', name: 'SlowAnswers', severity: 'warning', more: { effect: 'degraded' } });
    expect(table.incidents()[0]).toMatchObject({ priority: 2, impact: 'medium', urgency: 'high' });
  });
});

describe('impact, priority and major', () => {
  it('counts a redundancy group before it calls a service down', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'srv-1', name: 'HostDown', severity: 'critical' });
    expect(table.incidents()[0]?.services).toEqual([]);
    table.open(1, { ci: 'srv-5', name: 'HostDown', severity: 'critical' });
    table.open(2, { ci: 'acc-1', name: 'SwitchDown', severity: 'critical' });
    table.open(3, { ci: 'core', name: 'LinkErrors', severity: 'high' });
    table.open(4, { ci: 'acc-2', name: 'LinkErrors', severity: 'high' });
    table.open(5, { ci: 'srv-6', name: 'HostDown', severity: 'critical' });
    table.until(20);
    const open = table.incidents().filter((incident) => incident.state === 'open');
    expect(open).toHaveLength(1);
    expect(open[0]?.services[0]).toMatchObject({
      id: 'shop',
      state: 'down',
      because: [{ group: 'web-tier', up: 1, size: 4, needs: 2 }],
    });
    expect(open[0]).toMatchObject({ priority: 1, impact: 'high', impactBecause: 'critical-service-down', users: 1200 });
  });

  it('declares a major after two minutes, keeps P1 while it recovers, stands down and resolves after fifteen', () => {
    const table = new JudgingTable(plant);
    const id = table.open(0, { ci: 'shop-web', name: 'ShopDown', severity: 'critical' });
    table.until(119);
    expect(table.incidents()[0]).toMatchObject({ major: null });
    expect(table.incidents()[0]?.majorWatchSince).not.toBeNull();
    table.until(121);
    expect(table.incidents()[0]?.major).toMatchObject({
      reasons: ['critical-service-down', 'many-users'],
      stoodDownAt: null,
    });
    table.clear(300, id);
    table.until(300 + 899);
    expect(table.incidents()[0]).toMatchObject({ state: 'open', priority: 1 });
    table.until(300 + 901);
    expect(table.incidents()[0]).toMatchObject({
      state: 'resolved',
      priority: 1,
      resolvedBy: 'stand-down',
      users: 1200,
    });
    expect(table.incidents()[0]?.major?.stoodDownAt).not.toBeNull();
  });

  it('never declares a major that ended before its two minutes', () => {
    const table = new JudgingTable(plant);
    const id = table.open(0, { ci: 'shop-web', name: 'ShopDown', severity: 'critical' });
    table.clear(100, id);
    table.until(1000);
    expect(table.incidents()[0]).toMatchObject({ state: 'resolved', major: null, resolvedBy: 'clear' });
  });

  it('caps what is not production at P4 and never calls it major', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'lab-1', name: 'HostDown', severity: 'critical' });
    expect(table.incidents()[0]).toMatchObject({ priority: 4, priorityCap: 'not-production' });
  });

  it('never raises unknown syslog above P4', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'shop-web', name: 'strange text', severity: 'high', more: { unknown: true, endsBy: 'quiet' } });
    table.until(61);
    expect(table.incidents()[0]).toMatchObject({ priority: 4, priorityCap: 'unknown-syslog', services: [] });
  });

  it('infers that a CI behind a dead switch is down once it has been silent for a minute', () => {
    const table = new JudgingTable(plant);
    table.open(0, { ci: 'acc-2', name: 'SwitchDown', severity: 'critical', more: { effect: 'down' } });
    table.until(30);
    expect(table.incidents()[0]?.services).toEqual([]);
    table.until(61);
    expect(table.incidents()[0]?.services).toMatchObject([
      { id: 'files', state: 'down', because: [{ ci: 'srv-8', inferred: true }] },
      { id: 'shop', state: 'degraded', because: [{ group: 'web-tier', up: 2, needs: 2 }] },
    ]);
  });
});
