// People's own tickets raise impact one step once they are a crowd, and nothing else of them does.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../domain/incident.ts';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

const policy = { impact: { crowd: { users: 3, withinMs: 600_000 } } };
let table: JudgingTable;

beforeEach(() => {
  table = new JudgingTable(plant, policy);
});

function burn(ci = 'srv-8'): string {
  return table.open(0, { ci, name: 'HostDown', severity: 'critical' });
}

function only(): Incident {
  const [incident] = table.incidents();
  if (incident === undefined) throw new Error('there is no incident');
  return incident;
}

function report(second: number, report: string, reporter = report): void {
  table.report(second, { incident: only().id, report, reporter });
}

function crowd(from = 60): void {
  for (const [n, name] of ['a1', 'a2', 'a3'].entries()) report(from + n, name);
}

function told(reason: string): unknown[] {
  return table.decisions().flatMap((each) => (each.reason === reason ? [each.evidence] : []));
}

describe('a crowd', () => {
  it('raises impact one step, with its evidence, and says before how many are missing', () => {
    burn();
    expect(only()).toMatchObject({ impact: 'medium', impactBecause: 'service-down', priority: 3 });
    crowd();
    const since = only().openedAt + 60_000;
    expect(only()).toMatchObject({ impact: 'high', impactBecause: 'crowd', priority: 2, crowd: { people: 3, since } });
    expect(told('user-report-counted')).toMatchObject([
      { people: 1, from: 3 },
      { people: 2, from: 3 },
    ]);
    expect(told('crowd-raised')).toEqual([{ people: 3, from: 3, since, withinMs: 600_000 }]);
    for (const [n, name] of ['b1', 'b2', 'b3'].entries()) report(90 + n, name);
    expect(only()).toMatchObject({ impact: 'high', priority: 2 });
    expect(only().major).toBeNull();
  });

  it('is no crowd where one ticket is told three times, or one person wrote three', () => {
    burn();
    for (const second of [60, 70, 80]) report(second, 'a1');
    for (const name of ['b1', 'b2', 'b3']) report(90, name, 'cc');
    expect(only()).toMatchObject({ impact: 'medium', priority: 3 });
    table.restart();
    report(100, 'a1');
    expect(told('user-report-counted').at(-1)).toMatchObject({ people: 2 });
    report(110, 'd1');
    expect(only().impact).toBe('high');
  });

  it('is none over a longer time than the window', () => {
    burn();
    report(60, 'a1');
    report(400, 'a2');
    report(700, 'a3');
    expect(only().impact).toBe('medium');
    expect(told('user-report-counted').at(-1)).toMatchObject({ people: 2 });
  });

  it.each([['off'], [undefined]])('is not counted where the policy says %s', (setting) => {
    table = new JudgingTable(plant, { impact: setting === undefined ? {} : { crowd: setting } });
    burn();
    crowd();
    expect(only()).toMatchObject({ impact: 'medium', priority: 3 });
    expect(told('user-report-counted')).toEqual([]);
  });

  it("leaves a person's priority alone", () => {
    burn();
    table.command(30, { command: 'set-priority', incident: only().id, by: 'Anna', reason: '', priority: 4 });
    crowd();
    table.until(1200);
    expect(only()).toMatchObject({ priority: 4, priorityBy: { by: 'Anna' } });
    expect(told('priority-kept')).toMatchObject([{ ruled: 2 }]);
  });

  it('leaves the cap of what is not production', () => {
    burn('lab-1');
    crowd();
    expect(only()).toMatchObject({ impact: 'medium', priority: 4, priorityCap: 'not-production' });
  });

  it('never raises by a clear, and is over with the incident: what comes back begins as its alerts say', () => {
    const [down, other] = [burn(), table.open(5, { ci: 'srv-8', name: 'DiskFull', severity: 'critical' })];
    crowd();
    table.clear(100, other);
    table.clear(110, down);
    expect(only().priority).toBe(2);
    table.until(600);
    expect(only().state).toBe('resolved');
    table.open(700, { ci: 'srv-8', name: 'HostDown', severity: 'critical' });
    expect(only()).toMatchObject({ state: 'open', impact: 'medium', priority: 3 });
    expect(only().crowd).toBeUndefined();
  });

  it('goes along when two incidents turn out to be one', () => {
    table.open(0, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.open(5, { ci: 'srv-4', name: 'HostDown', severity: 'critical' });
    const [first, second] = table.incidents().map(({ id }) => id);
    table.report(6, { incident: first ?? '', report: 'a1', reporter: 'a1' });
    for (const name of ['b1', 'b2']) table.report(7, { incident: second ?? '', report: name, reporter: name });
    table.open(9, { ci: 'acc-1', name: 'SwitchDown', severity: 'critical' });
    expect(only()).toMatchObject({ state: 'open', crowd: { people: 3 }, impactBecause: 'crowd' });
  });

  it.each([
    [{}],
    [{ incident: 'nobody', report: 'a1', reporter: 'a1' }],
    [{ incident: 'x', report: '<b>', reporter: 'a' }],
  ])('ignores a record that is none: %j', (body) => {
    burn();
    const before = table.out.length;
    table.report(60, body as Parameters<JudgingTable['report']>[1]);
    expect(table.out).toHaveLength(before);
  });
});
