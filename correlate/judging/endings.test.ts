// How incidents end and come back, and that a restart changes nothing.
import { describe, expect, it } from 'vitest';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';
import { plant } from '../../tests/scenarios/plant.ts';

describe('the end', () => {
  it('resolves five minutes after the last alert, reopens within thirty, then links', () => {
    const table = new JudgingTable(plant);
    const first = table.open(0, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.clear(60, first);
    table.until(359);
    expect(table.incidents()[0]?.state).toBe('open');
    table.until(361);
    expect(table.incidents()[0]?.state).toBe('resolved');
    const again = table.open(1000, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    expect(table.incidents()).toHaveLength(1);
    expect(table.incidents()[0]?.state).toBe('open');
    table.clear(1010, again);
    table.open(1010 + 300 + 1801, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    const [old, next] = table.incidents();
    expect([old?.state, next?.state, next?.continues]).toEqual(['resolved', 'open', old?.id]);
  });

  it('does not let a quiet alert hold it open, and ends one made of quiet ones with them', () => {
    const table = new JudgingTable(plant);
    const down1 = table.open(0, { ci: 'srv-3', name: 'HostDown', severity: 'critical' });
    table.open(1, { ci: 'srv-3', name: 'FanTray', more: { endsBy: 'quiet' } });
    table.clear(10, down1);
    const quiet = table.open(20, { ci: 'island', name: 'FanTray', more: { endsBy: 'quiet' } });
    table.until(320);
    expect(table.incidents().map((incident) => incident.state)).toEqual(['resolved', 'open']);
    table.clear(620, quiet);
    expect(table.incidents()[1]).toMatchObject({ state: 'resolved', resolvedBy: 'quiet' });
  });

  it('leaves a security incident to a person', () => {
    const table = new JudgingTable(plant);
    const id = table.open(0, {
      ci: 'island',
      name: 'BruteForceSucceeded',
      severity: 'high',
      more: { category: 'security' },
    });
    table.clear(100, id);
    table.until(5000);
    const [incident] = table.incidents();
    expect(incident).toMatchObject({ state: 'open', category: 'security' });
    expect(incident?.major?.reasons).toEqual(['security']);
    table.command(5001, { command: 'resolve', incident: incident?.id ?? '', by: 'ana', reason: 'account locked' });
    expect(table.incidents()[0]).toMatchObject({ state: 'resolved', resolvedBy: 'person' });
  });
});

describe('replay', () => {
  it('decides the same after a restart at any point', () => {
    const run = (restartAt: number): unknown[] => {
      const table = new JudgingTable(plant);
      const ids: string[] = [];
      const steps: (() => void)[] = [
        ...['srv-1', 'srv-2', 'srv-3', 'srv-4'].map(
          (ci, n) => () => void ids.push(table.open(n * 10, { ci, name: 'HostDown', severity: 'critical' })),
        ),
        () => void ids.push(table.open(45, { ci: 'shop-web', name: 'ShopDown', severity: 'critical' })),
        () => {
          table.until(200);
        },
        ...[0, 1, 2, 3, 4].map((n) => () => {
          table.clear(220 + n, ids[n] ?? '');
        }),
        () => {
          table.until(2000);
        },
        () => void ids.push(table.open(2100, { ci: 'srv-1', name: 'HostDown', severity: 'critical' })),
      ];
      steps.forEach((step, n) => {
        if (n === restartAt) table.restart();
        step();
      });
      return [table.out, [...table.rows.values()].map((row) => `${row.table} ${row.key} ${row.json}`).sort()];
    };
    const whole = JSON.stringify(run(-1));
    for (let at = 0; at < 13; at += 1) expect(JSON.stringify(run(at)), `restart before step ${String(at)}`).toBe(whole);
  });
});
