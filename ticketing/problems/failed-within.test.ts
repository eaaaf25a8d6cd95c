import { expect, it } from 'vitest';
import { quote } from '../../tests/fakes/outage-incident.ts';
import { failedWithin } from './failed-within.ts';

it.each([
  ['process', 'postfix is not running on mail-1', 'Current value: down (0)'],
  ['process', 'Service "Spooler" is not running (startup type automatic)', ''],
  ['process', 'MySQL: Service is down', ''],
  ['process', 'service nginx stopped', ''],
  ['process', 'Event 7034 The Print Spooler service terminated unexpectedly (Spooler)', ''],
  ['process', 'Event 7000 Le service Spouleur n’a pas pu démarrer (Spooler)', ''],
  ['process', "Le service Spouleur s'est arrêté", ''],
  ['process', 'SystemdServiceFailed', 'nginx.service'],
  ['process', 'SQL Server is not running', ''],
  ['process', 'Node exporter is not running on web-7', ''],
  ['link', 'Interface Gi1/0/1(uplink): Link down', ''],
  ['link', '%LINEPROTO-5-UPDOWN', 'Line protocol on Interface Gi1/0/24, changed state to down'],
  ['flapping-link', '%PM-4-ERR_DISABLE: link-flap error detected on Gi1/0/3', ''],
  [null, 'Unavailable by ICMP ping', ''],
  [null, 'VM web-7 is not running', ''],
  [null, 'The server is not running', ''],
  [null, 'Fan tray 2 stopped, temperature of module 3 rising', ''],
  [null, 'High CPU on the service host', ''],
  [null, '', ''],
] as const)('%s: %s', (within, name, message) => {
  expect(failedWithin([quote({ name, message })])).toBe(within);
});

it('goes by what is gravest, and by all of that', () => {
  const slow = quote({ name: 'Interface Gi1/0/3: link flapping', effect: 'degraded' });
  const postfix = quote({ name: 'postfix is not running' });
  expect(failedWithin([slow, postfix])).toBe('process');
  expect(failedWithin([slow])).toBe('flapping-link');
  expect(failedWithin([postfix, quote({})])).toBeNull();
  expect(failedWithin([postfix, quote({ name: 'Interface eth0: Link down' })])).toBeNull();
  expect(failedWithin([quote({ name: 'postfix is not running', effect: 'at-risk' })])).toBeNull();
  expect(failedWithin([])).toBeNull();
});

it('reads long texts of a source in no time', () => {
  const name = `service ${'process '.repeat(20_000)}`;
  expect(failedWithin([quote({ name, message: name })])).toBeNull();
});
