// Windows events in each form that relays send, hostile ones too: same id, same values, whatever carried them.
import { describe, expect, it } from 'vitest';
import { ietf, logon } from '../../tests/scenarios/windows-lines.ts';
import { parseLine } from './parse-line.ts';
import { StampResolver } from './stamp-resolver.ts';

const receivedAt = Date.parse('2026-11-23T19:16:20Z');
const stamps = new StampResolver('UTC');

function read(text: string) {
  const line = parseLine(text, { stamps, receivedAt });
  const { vendorId, vendorKey, host, summary, fields } = line;
  return {
    vendorId,
    vendorKey,
    host,
    summary,
    fields: Object.fromEntries(fields),
    atMs: line.atMs,
    message: line.message,
  };
}

const english =
  'An account failed to log on.    Subject:   Security ID:  S-1-0-0   Account Name:  -   Account Domain:  -   Logon Type:  3' +
  '    Account For Which Logon Failed:   Security ID:  S-1-0-0   Account Name:  alice   Account Domain:  EXAMPLE' +
  '    Network Information:   Workstation Name: PC-7   Source Network Address: 198.51.100.7   Source Port:  51234';
const french =
  'Échec d’ouverture de session d’un compte.#015#012#015#012Objet :#015#012#011ID de sécurité :#011#011S-1-0-0#015#012' +
  '#011Nom du compte :#011#011-#015#012#015#012Type d’ouverture de session :#011#011#0113#015#012#015#012' +
  'Compte pour lequel l’ouverture de session a échoué :#015#012#011Nom du compte :#011#011alice#015#012#015#012' +
  'Informations sur le réseau :#015#012#011Adresse du réseau source :#011198.51.100.7#015#012#011Port source :#011#01151234';
const columns = ['MSWinEventLog', '3', 'Security', '12399', 'Mon Nov 23 19:16:12 2026', '4625'];
const more = ['Microsoft-Windows-Security-Auditing', 'N/A', 'N/A', 'Failure Audit', 'dc-01', 'Logon', ''];
const json = {
  EventTime: '2026-11-23T19:16:12.031Z',
  Hostname: 'dc-01',
  Keywords: -9218868437227405312,
  EventID: 4625,
  SourceName: 'Microsoft-Windows-Security-Auditing',
  TargetUserName: 'alice',
  LogonType: '3',
  IpAddress: '198.51.100.7',
  Message: english,
};
const beat = {
  '@timestamp': '2026-11-23T19:16:12.031Z',
  message: english,
  winlog: {
    event_id: '4625',
    provider_name: 'Microsoft-Windows-Security-Auditing',
    computer_name: 'dc-01',
    event_data: { TargetUserName: 'alice', LogonType: '3', IpAddress: '::ffff:198.51.100.7', SubjectUserName: '-' },
  },
};

describe('one failed logon, in each form', () => {
  it.each([
    ['NXLog, RFC 5424', logon({ id: 4625, account: 'alice', address: '198.51.100.7' })],
    ['Snare, English', `<11>Nov 23 19:16:12 dc-01 ${[...columns, ...more, english, '12370'].join('\t')}`],
    ['Snare through rsyslog, French', `<11>Nov 23 19:16:12 dc-01 ${[...columns, ...more, french].join('#011')}`],
    ['NXLog, JSON alone', JSON.stringify(json)],
    [
      'NXLog, JSON in syslog',
      `<11>Nov 23 19:16:12 dc-01 Microsoft-Windows-Security-Auditing[660]: ${JSON.stringify(json)}`,
    ],
    ['Winlogbeat by Logstash', `<13>Nov 23 19:16:12 dc-01 logstash: ${JSON.stringify(beat)}`],
  ])('%s', (_, text) => {
    const { fields, atMs, ...event } = read(text);
    expect(event).toMatchObject({
      vendorId: 'Event 4625',
      vendorKey: 'Microsoft-Windows-Security-Auditing-4625',
      host: 'dc-01',
      summary: expect.stringMatching(
        /^(?:An account failed to log on|Échec d’ouverture de session d’un compte)$/,
      ) as string,
    });
    expect(fields).toMatchObject({ TargetUserName: 'alice', LogonType: '3', IpAddress: '198.51.100.7' });
    expect(fields).not.toHaveProperty('SubjectUserName');
    expect(Math.abs((atMs ?? 0) - Date.parse('2026-11-23T19:16:12Z'))).toBeLessThan(1000);
  });
});

describe('what is no such event stays the line it was', () => {
  it.each([
    [
      'an id that is none',
      logon({ id: 4625, account: 'a', address: 'b' }).replace('EventID="4625"', 'EventID="4625 OR 1"'),
    ],
    ['a provider that is none', ietf('../../etc', 4625, {}, 'x')],
    ['Snare, cut short', '<11>Nov 23 19:16:12 dc-01 MSWinEventLog\t3\tSecurity'],
    ['JSON that is broken', '<11>Nov 23 19:16:12 dc-01 x: {"EventID":4625,"SourceName":'],
    ['JSON of something else', '<11>Nov 23 19:16:12 dc-01 x: {"EventID":{"a":1},"SourceName":"y"}'],
    ['JSON nested without end', `<11>Nov 23 19:16:12 dc-01 x: {"EventID":${'['.repeat(30_000)}`],
    [
      'JSON that reaches into prototypes',
      '<11>Nov 23 19:16:12 dc-01 x: {"__proto__":{"EventID":4625,"SourceName":"y"},"winlog":1}',
    ],
  ])('%s', (_, text) => {
    const { vendorId, fields } = read(text);
    expect({ vendorId, fields }).toEqual({ vendorId: '', fields: {} });
  });

  it('a name chosen to look like the next value is one name', () => {
    const { fields } = read(logon({ id: 4625, account: 'x" IpAddress="203.0.113.9', address: '198.51.100.7' }));
    expect(fields).toMatchObject({ TargetUserName: 'x" IpAddress="203.0.113.9', IpAddress: '198.51.100.7' });
  });

  it('a hundred thousand blanks cost nothing', () => {
    const text = `<11>Nov 23 19:16:12 dc-01 ${[...columns, ...more, `Account Name:${' '.repeat(60_000)}`].join('\t')}`;
    const began = process.cpuUsage();
    read(text);
    expect(process.cpuUsage(began).user).toBeLessThan(200_000);
  });
});
