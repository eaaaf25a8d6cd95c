// What a common caller links, and what it does not: failures go to whoever calls, load and lateness go on from there.
import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import { JudgingTable } from '../../tests/scenarios/judging-table.ts';

const calls = (from: string, to: string): object => ({ from, to, type: 'depends_on' });
const shop = {
  cis: ['page', 'stock', 'pay', 'base', 'db-1', 'db-2'].map((id) => ({ id, class: 'application' })),
  services: [],
  groups: [{ id: 'db', members: ['db-1', 'db-2'], needs: 1 }],
  relations: [calls('page', 'stock'), calls('page', 'pay'), calls('page', 'db')],
};
const withBase = { ...shop, relations: [...shop.relations, calls('stock', 'base'), calls('pay', 'base')] };

function incidentsOf(cmdb: object, alerts: readonly (readonly [string, string])[], flags = allFlags): string[] {
  const table = new JudgingTable(cmdb, { flags: [...flags] });
  alerts.forEach(([ci, name], n) => table.open(n * 5, { ci, name, severity: 'critical' }));
  table.until(120);
  const open = table.incidents().filter(({ state }) => state === 'open');
  return open
    .map(({ cis }) =>
      cis
        .map(({ ci }) => ci)
        .filter((ci) => alerts.some(([at]) => at === ci))
        .sort()
        .join('+'),
    )
    .sort();
}

describe('two callees of one caller', () => {
  it('that both fail, the caller well, are two incidents', () => {
    expect(
      incidentsOf(shop, [
        ['stock', 'ErrorRateHigh'],
        ['pay', 'ServiceDown'],
      ]),
    ).toEqual(['pay', 'stock']);
  });

  it('say of each other why', () => {
    const table = new JudgingTable(shop, { flags: [...allFlags] });
    table.open(0, { ci: 'stock', name: 'ErrorRateHigh', severity: 'critical' });
    table.open(5, { ci: 'pay', name: 'ServiceDown', severity: 'critical' });
    table.until(120);
    const second = table.decisions().filter(({ reason }) => reason === 'situation-opened')[1];
    expect(second?.evidence).toMatchObject({ ci: 'pay', nearest: { why: 'only-a-caller' } });
    const apart = table.incidents().flatMap(({ notIncluded }) => notIncluded.map(({ why }) => why));
    expect(apart).toContain('only-a-caller');
  });

  it('are one where load or lateness may have gone on from the caller', () => {
    expect(
      incidentsOf(shop, [
        ['stock', 'ErrorRateHigh'],
        ['pay', 'LatencyHigh'],
      ]),
    ).toEqual(['pay+stock']);
  });

  it('are one where something that both need may have failed, though it is silent', () => {
    expect(
      incidentsOf(withBase, [
        ['stock', 'ErrorRateHigh'],
        ['pay', 'ErrorRateHigh'],
      ]),
    ).toEqual(['pay+stock']);
  });

  it('are one where they are members of one redundancy group', () => {
    expect(
      incidentsOf(shop, [
        ['db-1', 'ErrorRateHigh'],
        ['db-2', 'ErrorRateHigh'],
      ]),
    ).toEqual(['db-1+db-2']);
  });

  it('become one once the caller fails too: it may be by either, or by both', () => {
    const alerts = [
      ['stock', 'ErrorRateHigh'],
      ['pay', 'ErrorRateHigh'],
      ['page', 'ErrorRateHigh'],
    ] as const;
    expect(incidentsOf(shop, alerts)).toEqual(['page+pay+stock']);
  });

  it('are one in a history from before', () => {
    expect(
      incidentsOf(
        shop,
        [
          ['stock', 'ErrorRateHigh'],
          ['pay', 'ErrorRateHigh'],
        ],
        [],
      ),
    ).toEqual(['pay+stock']);
  });
});
