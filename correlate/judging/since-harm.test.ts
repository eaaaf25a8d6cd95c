// Since when a service is hit: since something harmful began, though its ticket waited.
import { expect, it } from 'vitest';
import { allFlags } from '../../domain/flags.ts';
import { JudgingTable, start } from '../../tests/scenarios/judging-table.ts';

const shop = {
  cis: ['web', 'db'].map((id) => ({ id, class: 'server' })),
  services: [{ id: 'shop', name: 'Shop', criticality: 'medium', users: 20 }],
  relations: [
    { from: 'shop', to: 'web', type: 'depends_on' },
    { from: 'web', to: 'db', type: 'depends_on' },
  ],
};

function sinceOf(flags: readonly number[]): number[] {
  const table = new JudgingTable(shop, { flags: [...flags], hold: { highMs: 60_000 } });
  // A warning of what may come harms nobody yet.
  table.open(0, { ci: 'web', name: 'DiskAlmostFull', severity: 'warning', more: { effect: 'at-risk' } });
  table.open(20, { ci: 'web', name: 'ErrorRateHigh', severity: 'high', more: { effect: 'degraded' } });
  table.open(400, { ci: 'db', name: 'HostDown', severity: 'critical', more: { effect: 'down' } });
  table.until(500);
  return table.changes().flatMap(({ incident }) => incident.services.map(({ since }) => (since - start) / 1000));
}

it('is when harm began, and stays so', () => {
  expect(new Set(sinceOf(allFlags))).toEqual(new Set([20]));
});

it('was when the hold was over', () => {
  expect(Math.min(...sinceOf(allFlags.filter((flag) => flag !== 13)))).toBeGreaterThan(60);
});
