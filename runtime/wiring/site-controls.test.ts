import { expect, test } from 'vitest';
import { emptyCmdb } from '../../domain/cmdb.ts';
import { Policy } from '../../domain/policy.ts';
import { MemoryEventLog } from '../log/memory-event-log.ts';
import { SiteControls } from './site-controls.ts';

const policy = Policy.parse({ hold: { highMs: 5 } });
const cmdb = { ...emptyCmdb, note: 'one' };

test('each stream is told once of what changed, and a restart finds it again', async () => {
  const log = new MemoryEventLog();
  const controls = await SiteControls.open(log, 'acme');
  expect(await controls.announce({ kind: 'policy', body: policy }, 1000)).toBe(true);
  expect(await controls.announce({ kind: 'cmdb', body: cmdb }, 1000)).toBe(true);
  expect(await controls.announce({ kind: 'cmdb', body: { ...cmdb } }, 2000)).toBe(false);
  for (const stream of ['events', 'alerts', 'incidents'] as const) {
    const told = await log.read(stream, 0, 0, 10);
    expect(told.map(({ body }) => body)).toMatchObject([
      { kind: 'policy', version: 1 },
      { kind: 'cmdb', version: 1 },
    ]);
  }
  const again = await SiteControls.open(log, 'acme');
  expect(again.inForce).toEqual({ policy, cmdb });
  expect(await again.announce({ kind: 'policy', body: policy }, 3000)).toBe(false);
  expect(await again.announce({ kind: 'cmdb', body: { ...cmdb, note: 'two' } }, 3000)).toBe(true);
  expect((await log.read('alerts', 0, 2, 10)).map(({ body }) => body)).toMatchObject([{ kind: 'cmdb', version: 2 }]);
  expect(again.inForce.cmdb.note).toBe('two');
});

test('another tenant’s controls are not ours', async () => {
  const log = new MemoryEventLog();
  await (await SiteControls.open(log, 'acme')).announce({ kind: 'policy', body: policy }, 1000);
  expect((await SiteControls.open(log, 'other')).inForce.policy).not.toEqual(policy);
});
