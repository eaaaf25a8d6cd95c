// An access switch dies: its core reports one dead port, its servers answer no ping, calls to the database fail.
import { describe, expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import type { Incident } from '../../domain/incident.ts';
import { JudgingTable, type AlertSketch } from '../../tests/scenarios/judging-table.ts';

const edge = (from: string, to: string, type = 'connected_to'): object => ({ from, to, type });
const site = {
  cis: [
    ...['core', 'acc-1', 'acc-2', 'router'].map((id) => ({ id, class: 'switch' })),
    ...['hyp-1', 'hyp-2', 'files', 'backup', 'mail', 'printer', 'radio', 'lb', 'app-1', 'app-2', 'db'].map((id) => ({
      id,
      class: 'server',
    })),
  ],
  groups: [{ id: 'apps', members: ['app-1', 'app-2'], needs: 1 }],
  relations: [
    ...[edge('acc-1', 'core'), edge('acc-2', 'core'), edge('router', 'core')],
    ...[edge('hyp-1', 'acc-1'), edge('lb', 'acc-1'), edge('hyp-2', 'acc-2'), edge('files', 'acc-2')],
    ...[edge('backup', 'acc-2'), edge('printer', 'router'), edge('radio', 'router'), edge('mail', 'hyp-2', 'runs_on')],
    ...[edge('db', 'hyp-1', 'runs_on'), edge('app-1', 'hyp-1', 'runs_on'), edge('app-2', 'hyp-2', 'runs_on')],
    ...[edge('app-1', 'db', 'depends_on'), edge('app-2', 'db', 'depends_on'), edge('lb', 'apps', 'depends_on')],
  ],
};

const ping = (ci: string): AlertSketch => ({ ci, name: 'Unavailable by ICMP ping', severity: 'high' });
const lost = (ci: string): AlertSketch => ({ ci, name: 'TargetDown', severity: 'high' });
const deadPort: AlertSketch = {
  ...{ ci: 'core', severity: 'high' },
  name: '%LINK-3-UPDOWN Interface TenGigabitEthernet1/0/1, changed state to down',
};

interface Heard {
  readonly port?: boolean;
  readonly switchItself?: boolean;
  readonly balancer?: boolean;
  readonly flags?: readonly number[];
}

/** The largest incident three minutes on. */
function judged({ port = true, switchItself = true, balancer = true, flags = allFlags }: Heard): Incident {
  const table = new JudgingTable(site, { flags: [...flags] });
  const told: [number, AlertSketch][] = [
    [30, lost('app-1')],
    [31, lost('db')],
    [35, { ci: 'lb', name: 'OrderEntryProbeFailed', severity: 'critical' }],
    ...(port ? [[40, deadPort] as [number, AlertSketch]] : []),
    [62, ping('hyp-1')],
    ...(balancer ? [[64, ping('lb')] as [number, AlertSketch]] : []),
    [70, ping('db')],
    [75, { ci: 'app-2', name: 'HighErrorRate', severity: 'high' }],
    ...(switchItself ? [[120, ping('acc-1')] as [number, AlertSketch]] : []),
  ];
  for (const [second, alert] of told) table.open(second, alert);
  table.until(180);
  const [largest] = [...table.incidents()].sort((a, b) => b.alertCount - a.alertCount);
  if (largest === undefined) throw new Error('no incident');
  return largest;
}

const candidates = (of: Incident): string[] => of.rootCandidates.map(({ ci }) => ci);

describe('an access switch that dies', () => {
  it('is named, not the core that reports its port, with or without that report', () => {
    for (const port of [true, false]) {
      const incident = judged({ port });
      expect([candidates(incident)[0], incident.rootClear]).toEqual(['acc-1', true]);
    }
  });

  it('was named second behind the core before', () => {
    expect(candidates(judged({ flags: allFlags.filter((flag) => flag !== 11) }))[0]).toBe('core');
  });

  it('is one of two that the cause may be, where nobody hears of it but what hangs on it', () => {
    const incident = judged({ switchItself: false, port: false });
    expect([candidates(incident).slice(0, 2).sort(), incident.rootClear]).toEqual([['acc-1', 'hyp-1'], false]);
  });
});

it('a hypervisor that dies is named, while the load balancer beside it answers', () => {
  const incident = judged({ switchItself: false, port: false, balancer: false });
  expect([candidates(incident)[0], incident.rootClear]).toEqual(['hyp-1', true]);
});
