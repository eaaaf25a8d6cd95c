import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine } from './parse-line.ts';
import { StampResolver } from './stamp-resolver.ts';

const receivedAt = Date.parse('2026-11-23T19:40:20Z');
const stamps = new StampResolver('UTC');

/** `severity host app[pid] id | text @ time`, empty parts as `-`. */
function told(text: string): string {
  const line = parseLine(text, { stamps, receivedAt });
  const app = line.pid === '' ? line.app : `${line.app}[${line.pid}]`;
  const at = line.atMs === null ? '-' : new Date(line.atMs).toISOString().slice(5, 23);
  return `${String(line.severity)} ${line.host || '-'} ${app || '-'} ${line.vendorId || '-'} | ${line.message} @ ${at}`;
}

describe('take a syslog line apart', () => {
  it.each([
    // RFC 3164 and what is sent under its name
    ['<27>Nov 23 19:05:00 web-01 myapp[42]: text', '3 web-01 myapp[42] - | text @ 11-23T19:05:00.000'],
    ['<134>Nov 23 19:05:29 haproxy[193]: text', '6 - haproxy[193] - | text @ 11-23T19:05:29.000'],
    ['<156>Nov 23 19:05:26 local-logger: text', '4 - local-logger - | text @ 11-23T19:05:26.000'],
    ['<13>2026-11-23T19:05:04.123456+02:00 host-y app[9]: text', '5 host-y app[9] - | text @ 11-23T17:05:04.123'],
    ['<13>Nov 23 19:05:04 fe80::1 app: text', '5 fe80::1 app - | text @ 11-23T19:05:04.000'],
    [
      '<13>Nov 23 19:40:10 host-rep last message repeated 3 times',
      '5 host-rep - - | last message repeated 3 times @ 11-23T19:40:10.000',
    ],
    ['<86>Nov 23 19:40:10 h sshd(pam_unix)[7]: text', '6 h sshd(pam_unix)[7] - | text @ 11-23T19:40:10.000'],
    ['<13>no header at all', '5 - - - | no header at all @ -'],
    ['no PRI', '5 - - - | no PRI @ -'],
    // priorities that cannot be
    ['<999>Nov 23 19:05:03 host-x app: text', '5 host-x app - | text @ 11-23T19:05:03.000'],
    ['<-5>Nov 23 19:05:03 host-x app: text', '5 host-x app - | text @ 11-23T19:05:03.000'],
    ['<>Nov 23 19:05:03 host-x app: text', '5 host-x app - | text @ 11-23T19:05:03.000'],
    ['<00013>Nov 23 19:05:03 host-x app: text', '5 host-x app - | text @ 11-23T19:05:03.000'],
    [
      '<invld>Nov 23 19:03:06 localhost  <999>Nov 23 19:05:03 host-x app: text',
      '5 host-x app - | text @ 11-23T19:05:03.000',
    ],
    ['<13', '5 - - - | <13 @ -'],
    // times that cannot be
    ['<13>Feb 30 25:61:61 host-bad app: text', '5 host-bad app - | text @ -'],
    ['<13>1 2026-02-30T25:61:61Z host-bad app - - - text', '5 host-bad app - | text @ -'],
    ['<13>1 2026-11-23T19:40:08.\u00b7Z host-frac app - - - text', '5 host-frac app - | text @ 11-23T19:40:08.000'],
    // RFC 5424
    [
      '<165>1 2026-11-23T19:05:05.003Z host-z app 8710 ID47 [a@1 p="esc \\" \\] end"][b@1] \ufefftext',
      '5 host-z app[8710] - | text @ 11-23T19:05:05.003',
    ],
    ['<165>1 - - - - - - all nil', '5 - - - | all nil @ -'],
    ['<165>1 2026-11-23T19:05:05.003Z host-z app - - -', '5 host-z app - |  @ 11-23T19:05:05.003'],
    [
      '<165>1 2026-11-23T19:05:05.003Z host-z app - - [broken p="no end',
      '5 host-z app - | [broken p="no end @ 11-23T19:05:05.003',
    ],
    ['<13>2 2026-11-23T19:40:08Z host-v2 app - - - text', '5 host-v2 app - | text @ 11-23T19:40:08.000'],
    [
      '<28>1 2026-11-23T19:40:03Z mx rpd 24 BGP_UNUSABLE_NEXT_HOP - text',
      '4 mx rpd[24] BGP_UNUSABLE_NEXT_HOP | text @ 11-23T19:40:03.000',
    ],
    [
      '<165>Nov 23 19:04:26 127.0.0.1 1 2026-11-23T19:05:05.003Z host-z app - ID47 - text',
      '5 host-z app - | text @ 11-23T19:05:05.003',
    ],
    [
      '<165>1 2026-11-23T19:04:26+00:00 127.0.0.1 1 - - - 2026-11-23T19:05:05.003Z host-z app - - - text',
      '5 host-z app - | text @ 11-23T19:05:05.003',
    ],
    // Cisco, by itself
    [
      '<187>6126: sw-acc-02: Nov 23 2026 19:16:12.031: %LINK-3-UPDOWN: text',
      '3 sw-acc-02 - %LINK-3-UPDOWN | text @ 11-23T19:16:12.031',
    ],
    [
      '<187>: 2026 Nov 23 19:15:46 UTC: %PLATFORM-3-MOD_TEMPMINALRM: text',
      '3 - - %PLATFORM-3-MOD_TEMPMINALRM | text @ 11-23T19:15:46.000',
    ],
    [
      '<190>2026 Nov 23 19:15:07 nexus %ETHPORT-5-IF_DOWN_NONE: text',
      '5 nexus - %ETHPORT-5-IF_DOWN_NONE | text @ 11-23T19:15:07.000',
    ],
    ['<164>Nov 23 2026 19:16:18 fw-01 : %ASA-4-106023: text', '4 fw-01 - %ASA-4-106023 | text @ 11-23T19:16:18.000'],
    ['<164>%ASA-4-106023: text', '4 - - %ASA-4-106023 | text @ -'],
    [
      '<190>3540: sw-acc-06: Nov 23 2026 19:14:18.622: %%SYS-6-LOGGINGHOST_STARTSTOP: text',
      '6 sw-acc-06 - %SYS-6-LOGGINGHOST_STARTSTOP | text @ 11-23T19:14:18.622',
    ],
    ['<189>29: *Nov 23 19:05:01.321: %SYS-5-CONFIG_I: text', '5 - - %SYS-5-CONFIG_I | text @ 11-23T19:05:01.321'],
    [
      '<190>1287: RP/0/RSP0/CPU0:Nov 23 19:40:02.456 : bgp[1051]: %ROUTING-BGP-5-ADJCHANGE : text',
      '5 - bgp[1051] %ROUTING-BGP-5-ADJCHANGE | text @ 11-23T19:40:02.456',
    ],
    [
      '<166>Nov 23 14:39:03 edge01 Rib: %AGENT-6-INITIALIZED: text',
      '6 edge01 Rib %AGENT-6-INITIALIZED | text @ 11-23T14:39:03.000',
    ],
    [
      '<187>Nov 23 19:05:01 sw-core-01 : %LINK-3-UPDOWN: text',
      '3 sw-core-01 - %LINK-3-UPDOWN | text @ 11-23T19:05:01.000',
    ],
    // Cisco, through relays that lost the host
    [
      '<187>Nov 23 19:03:06 localhost 4521: sw-acc-07: Nov 23 2026 19:05:01.123 UTC: %LINK-3-UPDOWN: text',
      '3 sw-acc-07 - %LINK-3-UPDOWN | text @ 11-23T19:05:01.123',
    ],
    [
      '<187>1 2026-11-23T19:03:06.236936+00:00 localhost 4521 - - -  sw-acc-07: Nov 23 2026 19:05:01.123 UTC: %LINK-3-UPDOWN: text',
      '3 sw-acc-07 - %LINK-3-UPDOWN | text @ 11-23T19:05:01.123',
    ],
    [
      '<187>1 2026-11-23T19:04:26+00:00 127.0.0.1 sw-acc-07 - - [meta sequenceId="4521"] Nov 23 2026 19:05:01.123 UTC: %LINK-3-UPDOWN: text',
      '3 sw-acc-07 - %LINK-3-UPDOWN | text @ 11-23T19:05:01.123',
    ],
    [
      '<187>Nov 23 19:04:26 127.0.0.1 sw-acc-07: Nov 23 2026 19:05:01.123 UTC: %LINK-3-UPDOWN: text',
      '3 sw-acc-07 - %LINK-3-UPDOWN | text @ 11-23T19:05:01.123',
    ],
    [
      '<164>1 2026-11-23T19:03:06.328949+00:00 localhost %ASA-4-106023 - - -  text',
      '4 localhost - %ASA-4-106023 | text @ 11-23T19:03:06.328',
    ],
    [
      '<189>1 2026-11-23T19:35:02+00:00 127.0.0.1 2026 - - [meta sequenceId=""] Nov 23 19:40:02.123 UTC: %ETHPORT-5-IF_UP: text',
      '5 127.0.0.1 - %ETHPORT-5-IF_UP | text @ 11-23T19:40:02.123',
    ],
    // a per cent sign that names nothing
    [
      '<13>Nov 23 19:05:04 h app: 93% of disk %FOO-3-BAR: text',
      '5 h app - | 93% of disk %FOO-3-BAR: text @ 11-23T19:05:04.000',
    ],
    [
      '<189>date=2026-11-23 time=19:40:04 devname="fgt-01" level="warning" tz="+0000" msg="text"',
      '4 fgt-01 fortigate - | date=2026-11-23 time=19:40:04 devname="fgt-01" level="warning" tz="+0000" msg="text" @ 11-23T19:40:04.000',
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  it('never throws and keeps the end of the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<13>',
        '<invld>',
        '1 ',
        'Nov 23 19:05:00 ',
        '2026-11-23T19:05:05Z ',
        'host ',
        'app[1]: ',
        '- ',
        '[a b="',
        '%LINK-3-UPDOWN: ',
        ': ',
        '%',
        '<',
        'date=',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const line = parseLine(`${pieces.join('')} end`, { stamps, receivedAt });
        expect(line.message.endsWith('end') || line.app === 'end' || line.host === 'end').toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
