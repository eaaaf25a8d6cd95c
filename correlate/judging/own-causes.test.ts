// Two faults that each have a cause of their own stay two, whatever lies between and whoever speaks first.
import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import type { Incident } from '../../domain/incident.ts';
import { JudgingTable, type AlertSketch } from '../../tests/scenarios/judging-table.ts';

const edge = (from: string, to: string, type = 'depends_on'): object => ({ from, to, type });
/** web → gate → app → db, and a shop that calls gate; each on a machine of its own, behind one switch. */
const services = ['shop', 'web', 'gate', 'app', 'db'];
const idle = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `idle-${String(n)}-host`);
const site = {
  cis: [...services, ...services.map((id) => `${id}-host`), ...idle, 'switch'].map((id) => ({
    id,
    class: 'application',
  })),
  relations: [
    ...[edge('shop', 'gate'), edge('web', 'gate'), edge('gate', 'app'), edge('app', 'db')],
    ...services.map((id) => edge(id, `${id}-host`, 'runs_on')),
    ...[...services.map((id) => `${id}-host`), ...idle].map((id) => edge(id, 'switch', 'connected_to')),
  ],
};
const oneHost = { ...site, relations: [...site.relations, edge('gate', 'db-host', 'runs_on')] };

const full: AlertSketch = { ci: 'db', name: 'DiskFull', severity: 'critical' };
const expired: AlertSketch = { ci: 'gate', name: 'CertificateExpired', severity: 'critical' };
const failing = (ci: string): AlertSketch => ({ ci, name: 'ErrorRateHigh', severity: 'critical' });

function told(alerts: readonly AlertSketch[], { cmdb = site, flags = allFlags } = {}): JudgingTable {
  const table = new JudgingTable(cmdb, { flags: [...flags] });
  alerts.forEach((alert, n) => table.open(n * 5, alert));
  table.until(alerts.length * 5 + 60);
  return table;
}

const open = (table: JudgingTable): Incident[] => table.incidents().filter(({ state }) => state === 'open');

function groups(table: JudgingTable, alerts: readonly AlertSketch[]): string[] {
  const spoke = new Set(alerts.map(({ ci }) => ci));
  return open(table)
    .map(({ cis }) => cis.flatMap(({ ci }) => (spoke.has(ci) ? ci : [])).sort())
    .map((cis) => cis.join('+'))
    .sort();
}

/** All orders of four alerts. */
function orders<T>(all: readonly T[]): T[][] {
  return all.length < 2
    ? [[...all]]
    : all.flatMap((one) => orders(all.filter((each) => each !== one)).map((rest) => [one, ...rest]));
}

describe('a full disk and an expired certificate in one chain of calls', () => {
  const alerts = [full, failing('app'), expired, failing('web')];

  it.each(orders(alerts).map((order) => [order.map(({ ci }) => ci).join(', '), order] as const))(
    'are two incidents, each with what is nearest to it: %s',
    (_order, order) => {
      const table = told(order);
      expect(groups(table, order)).toEqual(['app+db', 'gate+web']);
      expect(
        open(table)
          .map(({ rootCandidates: [first] }) => first?.ci)
          .sort(),
      ).toEqual(['db', 'gate']);
    },
  );

  it('were one before', () => {
    const table = told([full, failing('app'), failing('web'), expired], { flags: allFlags.filter((flag) => flag < 9) });
    expect(open(table)).toHaveLength(1);
  });

  it('say why, on both sides', () => {
    const table = told([failing('web'), failing('app'), full, expired]);
    const split = table.decisions().filter(({ reason }) => reason === 'situation-split');
    expect(split).toHaveLength(2);
    expect(split[0]?.evidence).toMatchObject({
      ...{ by: 'own-cause', ci: 'gate', name: 'CertificateExpired', otherCi: 'db', otherName: 'DiskFull' },
      cis: ['gate', 'web'],
    });
    const part = open(table).find(({ splitFrom }) => splitFrom !== undefined);
    expect(part?.splitFrom).toMatchObject({ by: 'own-cause' });
    expect(part?.notIncluded.map(({ why }) => why)).toContain('own-cause');
  });

  it('stay two when a symptom near both comes, one of the causes ends, and the stage restarts', () => {
    const table = new JudgingTable(site, { flags: [...allFlags] });
    const disk = table.open(0, full);
    table.open(5, failing('app'));
    table.open(10, expired);
    table.open(15, failing('web'));
    table.clear(300, disk);
    table.restart();
    table.open(310, failing('shop'));
    table.open(315, { ...failing('app'), name: 'LatencyHigh' });
    table.until(400);
    expect(open(table)).toHaveLength(2);
    expect(table.reasons()).not.toContain('incident-merged');
  });

  it('that began as two refuse to merge, and say so once', () => {
    const table = told([full, failing('app'), expired, failing('web'), failing('shop')]);
    expect(open(table)).toHaveLength(2);
    const apart = table.decisions().filter(({ reason }) => reason === 'kept-apart');
    expect(apart.map(({ evidence }) => evidence['name'])).toEqual(['CertificateExpired', 'CertificateExpired']);
  });
});

describe('two such alerts are one incident', () => {
  it.each([
    ['of the same check: one cause may be behind both', [full, { ...full, ci: 'gate' }], site],
    ['on one machine', [full, expired], oneHost],
    ['where one is a warning: it may stand for days', [full, { ...expired, severity: 'warning' as const }], site],
    ['where one is told as a failure, which may be a symptom', [full, failing('gate')], site],
  ] as const)('%s', (_why, [one, other], cmdb) => {
    const table = told([failing('web'), one, failing('app'), other], { cmdb });
    expect(open(table)).toHaveLength(1);
  });

  it('where a rule of the site puts them together', () => {
    const rule = { id: 'release', when: 'true', group: "'all'" };
    const table = new JudgingTable(site, {
      flags: [...allFlags],
      rules: [rule],
    });
    [failing('web'), full, failing('app'), expired].forEach((alert, n) => table.open(n * 5, alert));
    table.until(120);
    expect(open(table)).toHaveLength(1);
  });

  it('where all that hangs on one switch falls with them', () => {
    const down = (ci: string): AlertSketch => ({ ci, name: 'HostDown', severity: 'critical' });
    const alerts = [
      full,
      expired,
      ...services.map((id) => down(`${id}-host`)),
      ...idle.map(down),
      failing('web'),
      failing('app'),
    ];
    expect(open(told(alerts))).toHaveLength(1);
  });
});
