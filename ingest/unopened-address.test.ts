import { describe, expect, test } from 'vitest';
import { tellUnopened } from './unopened-address.ts';
import type { WantedAddress } from './unopened-address.ts';

const syslog: WantedAddress = {
  protocol: 'TCP',
  host: '127.0.0.1',
  port: 514,
  settings: { host: 'sources.dmz.tcp', port: 'sources.dmz.tcp' },
};
const http: WantedAddress = {
  protocol: 'HTTP',
  host: '::1',
  port: 8470,
  settings: { host: 'console.host', port: 'console.port' },
};
const failed = (code: string): Error => Object.assign(new Error('bind'), { code });

describe('an address that cannot be opened', () => {
  test.each([
    [
      http,
      failed('EADDRINUSE'),
      'HTTP [::1]:8470 is already in use: stop what listens there, or choose another port by console.port',
    ],
    [
      syslog,
      failed('EACCES'),
      'TCP 127.0.0.1:514 is not allowed to this user, as all below 1024: choose another port by sources.dmz.tcp',
    ],
    [http, failed('EPERM'), 'HTTP [::1]:8470 is not allowed to this user: choose another port by console.port'],
    [
      { ...syslog, host: '192.0.2.1' },
      failed('EADDRNOTAVAIL'),
      'TCP 192.0.2.1:514: 192.0.2.1 is no address of this machine: choose another address by sources.dmz.tcp (127.0.0.1: this machine alone)',
    ],
    [
      { ...http, host: 'vigie.invalid' },
      failed('ENOTFOUND'),
      'HTTP vigie.invalid:8470: the name vigie.invalid is not known here: choose another address by console.host (127.0.0.1: this machine alone)',
    ],
    [
      http,
      failed('EAFNOSUPPORT'),
      'HTTP [::1]:8470: this machine has no IPv6: choose another address by console.host (127.0.0.1: this machine alone)',
    ],
    [http, failed('EMFILE'), 'HTTP [::1]:8470 cannot be opened (EMFILE): choose another port by console.port'],
    [http, new Error('odd'), 'HTTP [::1]:8470 cannot be opened (odd): choose another port by console.port'],
    [http, 'odd', 'HTTP [::1]:8470 cannot be opened (unknown): choose another port by console.port'],
  ])('%j, %s', (wanted, cause, told) => {
    expect(tellUnopened(wanted, cause)).toBe(told);
  });
});
