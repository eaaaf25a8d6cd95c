// Guesses spread over many hosts: counted together by address and by account, told of the attacker, and who is at home.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertsOf as alerts, began } from '../../tests/scenarios/told-by-packs.ts';
import { logon } from '../../tests/scenarios/windows-lines.ts';
import { createSyslogDecoder } from '../syslog/decoder.ts';
import { loadProfiles } from './builtin-packs.ts';

const attacker = '198.51.100.7';

function times(count: number, line: (at: number) => string): string[] {
  return Array.from({ length: count }, (_, at) => line(at));
}

const failed = (account: string, address = attacker, type = '3') => logon({ id: 4625, account, address, type });
const passed = (account: string, address = attacker, type = '3') => logon({ id: 4624, account, address, type });

/** As another host heard it. */
const on = (host: string, line: string): string => line.replace(' dc-01 ', ` ${host} `).replace(' h-01 ', ` ${host} `);
const host = (at: number): string => `srv-${String(at).padStart(2, '0')}`;
const sshd = (text: string): string => `<38>Nov 23 19:16:20 h-01 sshd[9]: ${text}`;
const refused = (user: string, address: string): string =>
  sshd(`Failed password for ${user} from ${address} port 1 ssh2`);
const accepted = (user: string, address: string): string =>
  sshd(`Accepted password for ${user} from ${address} port 1 ssh2`);
/** One try on each of so many hosts. */
const spread = (count: number, line: string): string[] => times(count, (at) => on(host(at), line));

describe('guesses spread over many hosts', () => {
  const spray = 'problem windows/host-spray warning';
  it.each<[string, string[], string[]]>([
    ['one account from one address on ten hosts', spread(10, failed('alice')), [spray]],
    ['on nine', spread(9, failed('alice')), []],
    [
      'ten accounts, each on another host',
      times(10, (at) => on(host(at), failed(`u${String(at)}`))),
      ['problem windows/password-spray warning'],
    ],
    [
      'one account from ten addresses, each on another host',
      times(10, (at) => on(host(at), failed('alice', `203.0.113.${String(at)}`))),
      ['problem windows/account-spray warning'],
    ],
    [
      'then a logon as another, on a host that was not tried',
      [...spread(10, failed('alice')), on('srv-99', passed('bob'))],
      [spray, 'problem windows/guessed-after-hosts high'],
    ],
    [
      'then a logon from elsewhere',
      [...spread(10, failed('alice')), on('srv-99', passed('bob', '203.0.113.9'))],
      [spray],
    ],
    ['at the keyboard of each', spread(12, failed('alice', '127.0.0.1', '2')), []],
    ['of a machine whose trust is broken', spread(12, failed('PC-07$')), []],
    ['that name neither account nor address', spread(12, failed('-', '-')), []],
  ])('%s', (_, lines, expected) => {
    expect(alerts({ lines, everyMs: 500 })).toEqual(expected);
  });

  it('over more than ten minutes are not counted together; a site may ask for more', () => {
    expect(alerts({ lines: spread(10, failed('alice')), everyMs: 67_000 })).toEqual([]);
    const thresholds = { 'windows/host-spray': { atLeast: 11 }, 'windows/account-spray': { atLeast: 11 } };
    expect(alerts({ lines: spread(10, failed('alice')), thresholds })).toEqual([]);
  });

  it('the monitoring whose one password is out of date goes on with its others', () => {
    const usual = on('srv-01', passed('svc-probe'));
    expect(alerts({ lines: [usual, ...spread(10, failed('svc-old')), on('srv-02', passed('svc-probe'))] })).toEqual([
      spray,
    ]);
    const [, later] = alerts({
      lines: [usual, ...spread(10, failed('svc-old')), on('srv-02', passed('administrator'))],
    });
    expect(later).toBe('problem windows/guessed-after-hosts high');
  });

  it.each<[string, string[], string[]]>([
    [
      'accounts, on Windows',
      [
        ...times(4, (at) => on(host(at), failed(`u${String(at)}`))),
        on('srv-07', passed('u9')),
        ...times(8, (at) => on(host(at), failed(`v${String(at)}`))),
        on('srv-07', passed('u9')),
      ],
      ['problem windows/guessed-after-accounts high'],
    ],
    [
      'hosts, by ssh',
      [
        ...spread(3, refused('root', '203.0.113.9')),
        on('srv-07', accepted('root', '203.0.113.9')),
        ...spread(12, refused('root', '203.0.113.9')),
        on('srv-07', accepted('root', '203.0.113.9')),
      ],
      ['problem sshd/guessed-after-hosts high'],
    ],
  ])('whoever finds the right one early is not at home when he comes back: %s', (_, lines, expected) => {
    expect(alerts({ lines }).filter((alert) => alert.endsWith('high'))).toEqual(expected);
  });

  it('are told as one condition of the address, whichever host writes the last one, and say by what count', () => {
    const decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' });
    const lines = spread(12, failed('alice'));
    const told = lines.flatMap(
      (text, at) => decoder.datagram(Buffer.from(text), '192.0.2.9', began + at * 1000).events,
    );
    const problems = told.filter(({ state }) => state === 'problem');
    expect(new Set(problems.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(problems[0]).toMatchObject({
      ...{ host: attacker, name: 'One address tries many hosts', labels: { address: attacker } },
      counted: { of: 'host', by: { address: attacker }, allHosts: true, count: 10, atLeast: 10, withinMs: 600_000 },
    });
    expect(problems[0]?.counted?.latest).toEqual(times(10, host));
    expect(problems[0]?.hints).toBeUndefined();
    expect(problems[0]?.message).toMatch(
      /^One address tries many hosts: srv-00, srv-01, .* – An account failed to log on/,
    );
  });

  it.each<[string, string[], string[]]>([
    ['from the internet are everyday', spread(30, refused('root', '203.0.113.9')), []],
    [
      'from inside are worth a look',
      spread(10, refused('invalid user x', '10.1.2.3')),
      ['problem sshd/host-spray warning'],
    ],
    [
      'and then it gets in',
      [...spread(10, refused('root', '203.0.113.9')), on('srv-50', accepted('deploy', '203.0.113.9'))],
      ['problem sshd/guessed-after-hosts high'],
    ],
    [
      'ten users, each on another host, and it gets in',
      [
        ...times(10, (at) => on(host(at % 5), refused(`u${String(at)}`, '203.0.113.9'))),
        on('srv-50', accepted('deploy', '203.0.113.9')),
      ],
      ['problem sshd/guessed-after-accounts high'],
    ],
    [
      'and who is at home there comes again',
      [accepted('deploy', '10.1.2.3'), ...spread(10, refused('root', '10.1.2.3')), accepted('deploy', '10.1.2.3')],
      ['problem sshd/host-spray warning'],
    ],
    [
      'a user name that accuses another address',
      [
        ...spread(12, refused('invalid user x from 10.9.9.9 port 1 ssh2', '203.0.113.9')),
        accepted('admin', '10.9.9.9'),
      ],
      [],
    ],
    ...[
      'publickey for invalid user x from 203.0.113.9 port 1 ssh2: ED25519-CERT SHA256:a ID from 10.9.9.9 port 1 ssh2 (serial 0) CA ED25519 SHA256:b',
      'hostbased for root from 203.0.113.9 port 1 ssh2: RSA SHA256:a, client user "x", client host "x from 10.9.9.9 port 1 ssh2: a b"',
    ].map((told): [string, string[], string[]] => [
      `what ${told.slice(0, 9)} says of itself accuses nobody`,
      [...spread(12, sshd(`Failed ${told}`)), accepted('admin', '10.9.9.9')],
      [],
    ]),
    [
      'keys, and what sshd says before it knows who calls',
      [
        ...spread(5, sshd('Failed publickey for root from 203.0.113.9 port 1 ssh2: RSA SHA256:a/b+c=')),
        ...times(5, (at) => on(host(at + 5), sshd('Failed none for root from 203.0.113.9 port 1 ssh2 [preauth]'))),
        on('srv-50', accepted('deploy', '203.0.113.9')),
      ],
      ['problem sshd/guessed-after-hosts high'],
    ],
    ['a user name that looks like an address', spread(12, refused('root from 10.9.9.9 port 1', '203.0.113.9')), []],
  ])('ssh: %s', (_, lines, expected) => {
    expect(alerts({ lines, everyMs: 500 })).toEqual(expected);
  });

  it('by ssh, are those of the address that sshd wrote and of the user that was tried, however he calls himself', () => {
    const pieces = [
      'root',
      ' ',
      ' from ',
      '10.9.9.9',
      ' port ',
      '1',
      ' ssh2',
      ': ',
      'RSA',
      'invalid user ',
      'for ',
      '\t',
      'é',
    ];
    const user = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((words) => words.join(''));
    const address = fc.constantFrom(
      '10.1.2.3',
      '192.168.0.7',
      '172.31.0.1',
      'fd00::7',
      '203.0.113.9',
      '172.32.0.1',
      'fe80::7',
    );
    const end = fc.constantFrom('', ': RSA SHA256:abc/+=');
    const profiles = loadProfiles();
    const capturesOf = (message: string) => {
      const seen = new Map<string, (string | undefined)[]>();
      profiles.match({ vendorKey: '', app: 'sshd', message, fields: new Map() }, ({ id }, captures) => {
        seen.set(
          id,
          ['user', 'address'].map((name) => captures.get(name)),
        );
        return false;
      });
      return seen;
    };
    fc.assert(
      fc.property(user, address, end, fc.boolean(), (name, from, key, unknown) => {
        const tried = `${unknown ? 'invalid user ' : ''}${name}`;
        const told = capturesOf(`Failed password for ${tried} from ${from} port 51234 ssh2${key}`);
        const expected = [tried.replace(/^invalid user /, ''), from];
        expect(told.get('sshd/failed-login')).toEqual(expected);
        const inside = /^(?:10\.1|192|172\.31|fd)/.test(from);
        expect(told.get('sshd/host-spray')).toEqual(inside ? expected : undefined);
      }),
    );
  });

  it('Windows and ssh count together: the address is the same', () => {
    const lines = [
      ...spread(5, failed('root')),
      ...times(5, (at) => on(`nix-${String(at)}`, refused('root', attacker))),
    ];
    expect(alerts({ lines: [...lines, on('nix-9', accepted('root', attacker))] })).toEqual([
      'problem sshd/guessed-after-hosts high',
    ]);
  });

  it('twenty thousand people who log on push nobody out who tries', () => {
    const people = times(20_500, (at) => passed(`u${String(at)}`, `10.${String(at >> 8)}.${String(at & 255)}.1`));
    const lines = [...spread(9, failed('alice')), ...people, on('srv-09', failed('alice'))];
    expect(alerts({ lines, everyMs: 1 })).toEqual([spray]);
  });
});
