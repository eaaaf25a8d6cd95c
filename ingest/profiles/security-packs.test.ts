// The security path, line by line: guessing that works, sprays, lockouts, malware, cleared logs, leaks; and what is everyday.
import { describe, expect, it } from 'vitest';
import { alertsOf as alerts, began } from '../../tests/scenarios/told-by-packs.ts';
import { defender, ietf, lockout, logon } from '../../tests/scenarios/windows-lines.ts';
import { createSyslogDecoder } from '../syslog/decoder.ts';
import { loadProfiles } from './builtin-packs.ts';

const auditing = 'Microsoft-Windows-Security-Auditing';
const attacker = '198.51.100.7';

function times(count: number, line: (at: number) => string): string[] {
  return Array.from({ length: count }, (_, at) => line(at));
}

const failed = (account: string, address = attacker, type = '3') => logon({ id: 4625, account, address, type });
const passed = (account: string, address = attacker, type = '3') => logon({ id: 4624, account, address, type });

describe('guessing', () => {
  it('ten wrong ones, then the right one from there: somebody guessed', () => {
    expect(alerts({ lines: [...times(10, () => failed('alice')), passed('alice')] })).toEqual([
      'problem windows/guessed-logon high',
    ]);
  });
  it('from ten addresses at one account', () => {
    const lines = [...times(10, (at) => failed('alice', `203.0.113.${String(at)}`)), passed('ALICE', '203.0.113.77')];
    expect(alerts({ lines })).toEqual(['problem windows/guessed-account high']);
  });
  it('by Kerberos, at a domain controller', () => {
    const values = { TargetUserName: 'alice', IpAddress: `::ffff:${attacker}` };
    const lines = times(10, () =>
      ietf(auditing, 4771, { ...values, Status: '0x18' }, 'Kerberos pre-authentication failed.'),
    );
    const ticket = ietf(
      auditing,
      4768,
      { ...values, Status: '0x0' },
      'A Kerberos authentication ticket (TGT) was requested.',
    );
    expect(alerts({ lines: [...lines, ticket] })).toEqual(['problem windows/guessed-ticket high']);
  });
  it.each([
    ['nine wrong ones', [...times(9, () => failed('alice')), passed('alice')]],
    ['another account from elsewhere', [...times(10, () => failed('alice')), passed('bob', '203.0.113.9')]],
    ['at the keyboard', [...times(10, () => failed('alice', '127.0.0.1', '2')), passed('alice', '127.0.0.1', '2')]],
    ['services, which name no address', [...times(10, () => failed('-', '-', '3')), passed('svc', '-', '3')]],
    ['a machine whose trust is broken', [...times(30, () => failed('PC-07$')), passed('PC-07$')]],
  ])('not: %s', (_, lines) => {
    expect(alerts({ lines })).toEqual([]);
  });
  it('not: over more than ten minutes', () => {
    expect(alerts({ lines: [...times(10, () => failed('alice')), passed('alice')], everyMs: 61_000 })).toEqual([]);
  });
  it('one address at ten accounts is a spray, worth a look before it succeeds; a site may ask for more', () => {
    const lines = times(10, (at) => failed(`user${String(at)}`));
    expect(alerts({ lines })).toEqual(['problem windows/password-spray warning']);
    expect(alerts({ lines, thresholds: { 'windows/password-spray': { atLeast: 11 } } })).toEqual([]);
    expect(alerts({ lines: times(30, (at) => failed(`user${String(at % 9)}`)) })).toEqual([]);
  });
  it('names that only look as if they were many', () => {
    expect(alerts({ lines: times(12, (at) => failed(at % 2 === 0 ? 'Alice' : 'aLICE')) })).toEqual([]);
  });
});

describe('accounts and traces', () => {
  it('six accounts locked within ten minutes; one again and again is a user who forgot', () => {
    expect(alerts({ lines: times(6, (at) => lockout(`user${String(at)}`)) })).toEqual([
      'problem windows/many-lockouts high',
    ]);
    expect(alerts({ lines: times(20, () => lockout('alice')) })).toEqual([]);
  });
  it.each([
    [
      'the security log',
      ietf('Microsoft-Windows-Eventlog', 1102, { SubjectUserName: 'eve' }, 'The audit log was cleared.'),
      'windows/log-cleared high',
    ],
    [
      'another log',
      ietf('Microsoft-Windows-Eventlog', 104, { Channel: 'System' }, 'The System log file was cleared.'),
      'windows/other-log-cleared warning',
    ],
    ['what is audited', ietf(auditing, 4719, {}, 'System audit policy was changed.'), 'windows/audit-policy warning'],
  ])('cleared or changed: %s', (_, line, expected) => {
    expect(alerts({ lines: [line] })).toEqual([`problem ${expected}`]);
  });
  it('other entries of the security log are everyday, though relays call failures errors', () => {
    expect(
      alerts({ lines: [ietf(auditing, 4656, { EventType: 'AUDIT_FAILURE' }, 'A handle to an object was requested.')] }),
    ).toEqual([]);
  });
});

describe('malware', () => {
  it('found, then dealt with; found, and it stays', () => {
    expect(alerts({ lines: [defender(1116), defender(1117, { Action_ID: '2' })] })).toEqual([
      'problem windows/malware high',
      'clear windows/malware-handled info',
    ]);
    expect(alerts({ lines: [defender(1116), defender(1119)] })).toEqual([
      'problem windows/malware high',
      'problem windows/malware-stays critical',
    ]);
  });
  it('allowed by the user is not dealt with', () => {
    expect(alerts({ lines: [defender(1116), defender(1117, { Action_ID: '6' })] })).toEqual([
      'problem windows/malware high',
    ]);
  });
  it('another detection is another alert', () => {
    expect(alerts({ lines: [defender(1116), defender(1117, { Detection_ID: '{D2}', Action_ID: '2' })] })).toHaveLength(
      2,
    );
    const decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' });
    const [found, cleared] = [defender(1116), defender(1117, { Detection_ID: '{D2}' })].map(
      (text) => decoder.datagram(Buffer.from(text), null, began).events[0],
    );
    expect(found?.fingerprint).not.toBe(cleared?.fingerprint);
    expect(found).toMatchObject({
      category: 'security',
      name: 'Event 1116 Microsoft Defender Antivirus has spoken (Virus:DOS/EICAR_Test_File)',
      labels: { threat: 'Virus:DOS/EICAR_Test_File' },
    });
  });
});

// FortiOS log reference (dlp), with the members in the order of its sample; Suricata's fast line as its syslog output writes it.
const dlp = (action: string) =>
  `<188>date=2026-11-23 time=19:16:12 devname="fgt-01" tz="+0000" logid="0954024576" type="utm" subtype="dlp" eventtype="dlp" level="warning" ` +
  `srcip=10.1.100.22 srcport=50354 dstip=203.0.113.83 dstport=443 service="HTTPS" direction="outgoing" action="${action}" hostname="x subtype=ips" filename="customers.pdf"`;
const fast = (classification: string) =>
  `<129>Nov 23 19:16:12 ids-01 suricata[881]: [1:2019401:4] ET TEST [Classification: ${classification}] [Priority: 1] {TCP} 10.1.100.22:49152 -> 203.0.113.83:443`;

describe('what leaves the house', () => {
  it.each([
    ['a leak that was let through', dlp('log-only'), ['problem intrusion/leak high']],
    ['a leak that was stopped', dlp('block'), []],
    ['seen on the wire', fast('Large Scale Information Leak'), ['problem intrusion/leak-seen high']],
    [
      'one inside is controlled from outside',
      fast('Malware Command and Control Activity Detected'),
      ['problem intrusion/inside-controlled high'],
    ],
    ['an attempt', fast('Attempted Information Leak'), []],
  ])('%s', (_, line, expected) => {
    expect(alerts({ lines: [line] })).toEqual(expected);
  });
  it('is about the machine that sends', () => {
    const decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' });
    const [event] = decoder.datagram(Buffer.from(dlp('log-only')), null, began).events;
    expect(event).toMatchObject({ host: 'fgt-01', peer: '10.1.100.22', labels: { file: 'customers.pdf' } });
  });
});

describe('services, in English and French', () => {
  const told = (id: number, message: string) => ietf('Service_Control_Manager', id, {}, message);
  it.each([
    [
      'The Print Spooler service terminated unexpectedly.  It has done this 1 time(s).',
      'The Print Spooler service entered the running state.',
    ],
    [
      'Le service Spouleur d’impression s’est terminé de façon inattendue.',
      'Le service Spouleur d’impression est entré dans l’état : en cours d’exécution.',
    ],
  ])('%s', (died, runs) => {
    const decoder = createSyslogDecoder({ profiles: loadProfiles(), timezone: 'UTC' });
    const [problem, clear] = [told(7034, died), told(7036, runs)].map(
      (text) => decoder.datagram(Buffer.from(text), null, began).events[0],
    );
    expect([problem?.state, clear?.state]).toEqual(['problem', 'clear']);
    expect(clear?.fingerprint).toBe(problem?.fingerprint);
  });
});

it('refuses a threshold for a rule that is not there, naming those that are', () => {
  expect(() => loadProfiles({ thresholds: { 'windows/spray': { atLeast: 3 } } })).toThrow(
    /thresholds\.windows\/spray.*windows\/password-spray/,
  );
});
