// What a site's rules and silences do to alerts and incidents, on a told clock.
import { describe, expect, it } from 'vitest';
import { JudgingTable, start } from '../../../tests/scenarios/judging-table.ts';
import { plant } from '../../../tests/scenarios/plant.ts';

const table = (...rules: object[]): JudgingTable => new JudgingTable(plant, { rules });
const down = (ci: string, more: object = {}) => ({ ci, name: 'HostDown', severity: 'critical' as const, ...more });
const counts = (judged: JudgingTable): [string, number][] =>
  judged.incidents().map((incident) => [incident.state, incident.alertCount]);

describe('a rule that suppresses', () => {
  const lab = { id: 'lab', when: 'ci.id == "srv-1"', suppress: 'the lab' };

  it('keeps its alerts out, and says so', () => {
    const judged = table(lab);
    judged.open(0, down('srv-1'));
    judged.open(1, down('island'));
    expect(counts(judged)).toEqual([['open', 1]]);
    expect(judged.decisions().find(({ reason }) => reason === 'suppressed-by-rule')?.evidence).toEqual({
      rule: 'lab',
      why: 'the lab',
    });
  });

  it('leaves no trace in what is usual there, whatever ends', () => {
    const judged = table(lab);
    judged.clear(10, judged.open(0, down('srv-1')));
    expect([...judged.rows.values()].filter(({ table: name }) => name === 'habit')).toEqual([]);
  });

  it('lets them go when the rule is taken away, and says nothing twice while it stays', () => {
    const judged = table(lab);
    judged.open(0, down('srv-1'));
    judged.announce(60, { rules: [lab, { ...lab, id: 'more', when: 'false' }] });
    expect(judged.decisions().filter(({ reason }) => reason === 'suppressed-by-rule')).toHaveLength(1);
    judged.restart();
    judged.announce(120, { rules: [] });
    expect(counts(judged)).toEqual([['open', 1]]);
  });
});

describe('what changes while it stands aside', () => {
  const lab = { id: 'lab', when: 'ci.id == "srv-1"', suppress: 'the lab' };

  it('comes back as it is by then', () => {
    const judged = table(lab);
    const id = judged.open(0, down('srv-1', { severity: 'warning' }));
    judged.change(10, id, { severity: 'critical', effect: 'down', message: 'gone' });
    judged.restart();
    judged.announce(60, { rules: [] });
    const [incident] = judged.incidents();
    expect(incident?.leadAlerts.map(({ severity, message }) => [severity, message])).toEqual([['critical', 'gone']]);
    expect(judged.reasons().filter((reason) => reason === 'suppressed-by-rule')).toHaveLength(1);
  });

  it('counts as soon as what held it does not hold it any more', () => {
    const judged = table({ id: 'mild', when: 'alert.severity == "warning"', suppress: 'mild' });
    const id = judged.open(0, down('srv-1', { severity: 'warning' }));
    judged.change(10, id, { severity: 'critical', effect: 'down' });
    expect(counts(judged)).toEqual([['open', 1]]);
    judged.clear(20, id);
    judged.until(400);
    expect(counts(judged)).toEqual([['resolved', 1]]);
  });

  it('is judged by its new CI', () => {
    const judged = table(lab);
    const id = judged.open(0, down('srv-1'));
    judged.change(10, id, { binding: { ci: 'island', confidence: 1, by: 'id', value: 'island' } }, 'rebound');
    expect(judged.incidents().map(({ cis }) => cis.map(({ ci }) => ci))).toEqual([['island']]);
  });
});

describe('a rule that inhibits', () => {
  const rule = {
    ...{ id: 'host-down', when: 'alert.name != "HostDown"' },
    inhibitedBy: { when: 'alert.name == "HostDown"', equal: ['ci'] },
  };

  it('holds an alert back while the stronger one of the same CI is open, and judges it then', () => {
    const judged = table(rule);
    const stronger = judged.open(0, down('srv-1'));
    judged.open(1, { ci: 'srv-1', name: 'HighLoad', severity: 'critical' });
    judged.open(2, { ci: 'island', name: 'HighLoad', severity: 'critical' });
    expect(counts(judged)).toEqual([
      ['open', 1],
      ['open', 1],
    ]);
    judged.restart();
    judged.clear(30, stronger);
    expect(judged.incidents()[0]).toMatchObject({ alertCount: 2, openAlertCount: 1 });
    expect(judged.reasons().filter((reason) => reason === 'inhibited-by-rule')).toHaveLength(1);
  });

  it('forgets what ended while it was held back', () => {
    const judged = table(rule);
    const stronger = judged.open(0, down('srv-1'));
    const weaker = judged.open(1, { ci: 'srv-1', name: 'HighLoad' });
    judged.clear(10, weaker);
    judged.clear(20, stronger);
    judged.until(400);
    expect(counts(judged)).toEqual([['resolved', 1]]);
  });
});

describe('a rule with a threshold', () => {
  const rule = { id: 'thrice', when: 'alert.name == "Retry"', threshold: { count: 3, withinMs: 60_000 } };
  const retry = (judged: JudgingTable, second: number): void => {
    judged.clear(second + 1, judged.open(second, { ci: 'srv-1', name: 'Retry', severity: 'critical' }));
  };

  it('counts openings of one check of one CI within its time', () => {
    const judged = table(rule);
    for (const second of [0, 50, 70, 80]) {
      retry(judged, second);
      judged.restart();
    }
    expect(counts(judged)).toEqual([['open', 1]]);
    expect(judged.incidents()[0]?.firstAlertAt).toBe(start + 80_000);
  });

  it('never reaches it when they come slowly', () => {
    const judged = table(rule);
    for (const second of [0, 70, 140, 210]) retry(judged, second);
    expect(judged.incidents()).toEqual([]);
  });
});

describe('a rule with a hold', () => {
  it('waits longer, or less, than the severity would', () => {
    const judged = table(
      { id: 'slow', when: 'alert.name == "HostDown"', holdMs: 120_000 },
      { id: 'quick', when: 'alert.name == "HighLoad"', holdMs: 0 },
    );
    judged.open(0, down('island'));
    judged.open(1, { ci: 'srv-1', name: 'HighLoad', severity: 'warning' });
    expect(judged.incidents()).toHaveLength(1);
    judged.restart();
    judged.until(119);
    expect(judged.incidents()).toHaveLength(1);
    judged.until(121);
    expect(judged.incidents()).toHaveLength(2);
  });
});

describe('a rule on incidents', () => {
  it('limits priority, and names itself', () => {
    const judged = table({ id: 'never-urgent', when: 'ci.id == "acc-1"', atBest: 4 });
    judged.open(0, down('acc-1'));
    expect(judged.incidents()[0]).toMatchObject({
      priority: 4,
      priorityCap: 'rule',
      ruledBy: { priority: 'never-urgent' },
    });
  });

  it('raises it where the matrix gives less', () => {
    const judged = table({ id: 'vip', when: 'ci.id == "island"', atWorst: 2, route: 'vip-team' });
    judged.open(0, down('island'));
    expect(judged.incidents()[0]).toMatchObject({
      priority: 2,
      team: 'vip-team',
      ruledBy: { priority: 'vip', team: 'vip' },
    });
  });

  it('says always or never of a major', () => {
    const rules = (major: string) => [{ id: 'm', when: 'ci.id == "island"', major }];
    const always = new JudgingTable(plant, { rules: rules('always') });
    always.open(0, down('island'));
    always.until(130);
    expect(always.incidents()[0]?.major?.reasons).toEqual(['rule']);
    const never = new JudgingTable(plant, { rules: rules('never') });
    never.open(0, down('island', { more: { category: 'security' } }));
    never.until(130);
    expect(never.incidents()[0]?.major).toBeNull();
  });

  it('outlives a merge', () => {
    const judged = table({ id: 'vip', when: 'ci.id == "srv-4"', atWorst: 1 });
    judged.open(0, down('srv-3'));
    judged.open(5, down('srv-4'));
    judged.open(9, down('acc-1'));
    expect(judged.incidents().find(({ state }) => state === 'open')?.priority).toBe(1);
  });
});

describe('a silence', () => {
  const matchers = [{ name: 'alertname', value: 'Host.*', isRegex: true, isEqual: true }];

  it('covers what opens while it lasts, and what outlives it is judged then', () => {
    const judged = table();
    judged.silence(0, { id: '7f', matchers, untilSecond: 100 });
    judged.open(10, down('srv-1'));
    judged.open(11, { ci: 'srv-1', name: 'Disk', severity: 'critical' });
    expect(counts(judged)).toEqual([['open', 1]]);
    judged.restart();
    judged.until(101);
    expect(counts(judged)).toEqual([['open', 2]]);
  });

  it('lets its alerts go when it is ended early', () => {
    const judged = table();
    judged.silence(0, { id: '7f', matchers, untilSecond: 1_000 });
    judged.open(10, down('srv-1'));
    judged.silence(20, { id: '7f', matchers, untilSecond: 20 });
    expect(counts(judged)).toEqual([['open', 1]]);
  });
});
