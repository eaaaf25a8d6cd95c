import { expect, test } from 'vitest';
import { isZone } from '../../domain/zoned-time.ts';
import { machineZone } from './machine-zone.ts';

test.each(['Asia/Tokyo', 'UTC'])('TZ names it: %s', (zone) => {
  expect(machineZone({ TZ: zone })).toBe(zone);
});

test.each([undefined, '', 'Nowhere/At all', ':/etc/localtime'])('else the system does: %j', (zone) => {
  expect(isZone(machineZone({ TZ: zone }))).toBe(true);
});
