import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSite } from './load-site.ts';
import type { Site } from './load-site.ts';

const env = { SMTP: 'mail-password', CHAT: 'https://chat.example.net/hooks/abc', LINKS: 'x'.repeat(32), SHORT: 'x' };

function siteOf(notify: string, more = ''): Site {
  const path = join(mkdtempSync(join(tmpdir(), 'vigie-notify-')), 'vigie.yaml');
  writeFileSync(path, `${more}notify:\n${notify}`);
  return loadSite({ file: path, env });
}

const whole = `
  channels:
    mail: { type: email, host: smtp.example.net, user: vigie, password: '\${env:SMTP}', from: Vigie <vigie@example.net> }
    chat: { type: mattermost, url: '\${env:CHAT}' }
  recipients:
    noc: { channel: mail, to: noc@example.net }
    cio: { channel: mail, to: cio@example.net, language: fr, voice: plain }
    crisis-room: { channel: chat, voice: plain }
  levels: { n1: [noc], manager: [cio] }
  teams: { Network team: { n2: [noc] } }
  crisis: [cio, crisis-room]
  escalateMs: { p1: 120000 }
  linkSecret: '\${env:LINKS}'
`;

describe('notify', () => {
  it('gives decisions names and no address, channels their secrets, log lines neither', () => {
    const site = siteOf(whole);
    const { notify } = site.policy;
    expect(notify.recipients).toEqual({
      noc: { sink: 'notify.mail', voice: 'technical' },
      cio: { sink: 'notify.mail', language: 'fr', voice: 'plain' },
      'crisis-room': { sink: 'notify.chat', voice: 'plain' },
    });
    expect(notify.escalateMs).toEqual({ p1: 120_000, p2: 900_000 });
    expect(JSON.stringify(site.policy)).not.toMatch(/@|password|hooks/);
    expect(site.channels.get('mail')).toMatchObject({ type: 'email', password: 'mail-password', port: 587 });
    expect(site.secrets).toHaveLength(3);
    expect(site.linkSecret).toBe(env.LINKS);
  });

  it('warns of promises that run out, unless the site says otherwise', () => {
    const slaOf = (text: string): unknown => siteOf(`${whole}${text}`).policy.notify.sla;
    expect(slaOf('')).toEqual({ shares: [75, 100], priorities: [1, 2] });
    expect(slaOf('  sla: { shares: [50], priorities: [1, 3] }')).toEqual({ shares: [50], priorities: [1, 3] });
    expect(slaOf('  sla: { shares: [] }')).toEqual({ shares: [], priorities: [1, 2] });
    expect(siteOf('  {}').policy.notify.sla).toBeUndefined();
  });

  it.each([
    ['a share of its own', 'sla: { shares: [80] }', /vigie\.yaml:15: notify\.sla\.shares\.0: .*50.*75.*100/],
    [
      'a priority as a word',
      'sla: { priorities: [P1] }',
      /vigie\.yaml:15: notify\.sla\.priorities\.0: "P1" is none of 1, 2, 3, 4, 5/,
    ],
    ['a key that is not there', 'sla: { share: [75] }', /vigie\.yaml:15: notify\.sla\.share: .*did you mean shares\?/],
    ['a word', 'sla: off', /vigie\.yaml:15: notify\.sla: must be an object, and is a text/],
  ])('says where and what of %s', (_name, line, message) => {
    expect(() => siteOf(`${whole}  ${line}\n`)).toThrow(message);
  });

  it('while observing leads to shadows', () => {
    const site = siteOf(whole, 'ticketing: { mode: observe }\n');
    expect(site.policy.notify.recipients['noc']?.sink).toBe('would-be.notify.mail');
  });

  it('absent, tells nobody', () => {
    expect(siteOf('  {}').policy.notify.recipients).toEqual({});
  });

  it.each([
    ['a channel that is not there', whole.replace('channel: chat', 'channel: chta'), 'notify-unknown'],
    ['a recipient that is not there', whole.replace('n1: [noc]', 'n1: [nok]'), 'notify-unknown'],
    ['a team’s recipient that is not there', whole.replace('n2: [noc]', 'n2: [nok]'), 'notify-unknown'],
    ['a crisis cell of strangers', whole.replace('crisis: [cio', 'crisis: [coi'), 'notify-unknown'],
    ['a mailbox without an address', whole.replace(', to: noc@example.net', ''), 'notify-unknown'],
    ['an address for a chat', whole.replace('channel: chat,', 'channel: chat, to: a@example.net,'), 'notify-unknown'],
    ['a plain secret', whole.replace("'${env:SMTP}'", 'word'), 'config-invalid'],
    ['an unknown key', whole.replace('crisis:', 'crisys:'), 'config-invalid'],
    ['an address of two', whole.replace('noc@example.net', 'a@example.net, b@example.net'), 'config-invalid'],
    ['a weak link secret', whole.replace('env:LINKS', 'env:SHORT'), 'channel-invalid'],
    ['a chat that is no address', whole.replace('env:CHAT', 'env:SMTP'), 'channel-invalid'],
  ])('refuses %s', (_name, text, code) => {
    expect(() => siteOf(text)).toThrow(expect.objectContaining({ code }));
  });
});
