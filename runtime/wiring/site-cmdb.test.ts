// What is announced: the CMDB with the windows of its feeds, over a restart too.
import { expect, test } from 'vitest';
import { Cmdb, emptyCmdb } from '../../domain/cmdb.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import { SiteCmdb } from './site-cmdb.ts';

const base = Cmdb.parse({ version: 1, cis: [{ id: 'srv-1' }] });
const window = { id: '7', names: ['srv-1'], fromMs: 0, toMs: 3_600_000, reason: 'kernel' };

function announced(inForce: Cmdb) {
  const controls = {
    inForce: { policy: defaultPolicy, cmdb: inForce },
    announce: (control: { kind: string; body: unknown }) => {
      controls.inForce = { ...controls.inForce, cmdb: control.body as Cmdb };
      return Promise.resolve(true);
    },
  };
  return controls;
}
const ids = ({ inForce }: { inForce: { cmdb: Cmdb } }): string[] => inForce.cmdb.maintenance.map(({ id }) => id);

test('windows of a feed lie over the CMDB, and go when the feed says so', async () => {
  const controls = announced(emptyCmdb);
  const site = new SiteCmdb(controls, ['chg'], () => 0);
  await Promise.all([site.put(base), site.putWindows('chg', [window])]);
  expect(controls.inForce.cmdb).toMatchObject({ cis: base.cis, maintenance: [{ id: 'chg/7', cis: ['srv-1'] }] });
  await site.putWindows('chg', []);
  expect(ids(controls)).toEqual([]);
});

test('after a restart they stay until the feed was read: nothing is let go in between', async () => {
  const controls = announced(emptyCmdb);
  await new SiteCmdb(controls, ['chg', 'old'], () => 0).putWindows('chg', [window]);
  const again = new SiteCmdb(controls, ['chg'], () => 0);
  await again.put(base);
  expect(ids(controls)).toEqual(['chg/7']);
  await again.putWindows('chg', [{ ...window, id: '8' }]);
  expect(ids(controls)).toEqual(['chg/8']);
});

test('before a live CMDB was read, windows lie over what was last in force', async () => {
  const controls = announced(base);
  await new SiteCmdb(controls, ['chg'], () => 0).putWindows('chg', [window]);
  expect(controls.inForce.cmdb.cis).toEqual(base.cis);
  expect(ids(controls)).toEqual(['chg/7']);
});
