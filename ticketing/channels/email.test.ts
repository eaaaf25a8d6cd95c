import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeMailServer } from '../../tests/fakes/mail/fake-mail-server.ts';
import { hostileTexts, toldMessage } from '../../tests/fakes/told-message.ts';
import { withinCall } from '../call-over.ts';
import { emailKind } from './email.ts';

let server: FakeMailServer;

beforeEach(async () => {
  server = await FakeMailServer.open();
});
afterEach(() => server.close());

const clock = { now: () => 0, until: () => Promise.resolve() };
function channelOn(parts: object = {}): ReturnType<typeof emailKind.open> {
  const config = {
    type: 'email',
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    from: 'Vigie <vigie@example.net>',
  };
  return emailKind.open(emailKind.schema.parse({ ...config, timeoutMs: 2_000, ...parts }), { clock });
}
const headersOf = (text: string): string => text.split('\r\n\r\n', 1)[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '';

describe('an e-mail', () => {
  it('arrives with a name of its own, plain words and simple HTML', async () => {
    const sent = await channelOn().send(toldMessage(), 'direction@example.net');
    expect(sent).toEqual({ outcome: 'sent', reference: '<VGK7Q2M4XB3DAVGK7Q2M4XB3DA.1@example.net>' });
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: 'vigie@example.net', to: ['direction@example.net'] });
    const headers = headersOf(mail?.text ?? '');
    expect(headers).toContain('Message-ID: <VGK7Q2M4XB3DAVGK7Q2M4XB3DA.1@example.net>');
    expect(headers).toContain('Subject: [I-1] Major incident: Web shop down (1,200 users)');
    expect(headers).toContain('Auto-Submitted: auto-generated');
    expect(headers).not.toMatch(/^(?:In-Reply-To|References):/m);
    const body = (mail?.text ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(body).toContain('Take it in charge: https://vigie.example.net/take?language=en&t=abc');
    expect(body).toContain('<a href="https://vigie.example.net/incidents/x">');
  });

  it('is not sent by a call that was given up', async () => {
    const over = new AbortController();
    const sent = withinCall(over.signal, () => channelOn().send(toldMessage(), 'direction@example.net'));
    over.abort();
    expect(await sent).toMatchObject({ outcome: 'failed' });
    expect(server.received).toEqual([]);
  });

  it('answers the ones before it', async () => {
    await channelOn().send(toldMessage({ thread: ['A.1', 'B.1'] }), 'a@example.net');
    const headers = headersOf(server.received[0]?.text ?? '');
    expect(headers).toContain('In-Reply-To: <B.1@example.net>');
    expect(headers).toContain('References: <A.1@example.net> <B.1@example.net>');
  });

  it('says French as it is written', async () => {
    const headline = "[I-1] Incident majeur\u00a0: Boutique indisponible (jusqu'à 1\u202f240 utilisateurs)";
    await channelOn().send(toldMessage({ language: 'fr', headline }), 'a@example.net');
    expect(headersOf(server.received[0]?.text ?? '')).toMatch(/Subject: .*=\?UTF-8\?/i);
  });

  it.each(hostileTexts)('does not obey %j', async (text) => {
    const message = toldMessage({ headline: text, paragraphs: [text], facts: [{ label: 'x', value: text }] });
    await channelOn().send(message, 'a@example.net');
    const [mail] = server.received;
    expect(mail?.to).toEqual(['a@example.net']);
    const names = headersOf(mail?.text ?? '')
      .split('\r\n')
      .map((line) => line.split(':', 1)[0]);
    expect(names.filter((name) => name === 'Subject')).toHaveLength(1);
    expect(names).not.toContain('Bcc');
    const html = mail?.text.slice(mail.text.indexOf('text/html')) ?? '';
    expect(html).not.toMatch(/<script|<img/i);
    expect(mail?.text).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});

describe('what a mail server does', () => {
  it.each([
    [
      { status: 451, at: 'rcpt' } as const,
      { outcome: 'failed', code: 'smtp-451', systemic: false, retryAfterMs: 60_000 },
    ],
    [{ status: 450, at: 'data' } as const, { outcome: 'failed', code: 'smtp-450' }],
    [{ status: 421, at: 'data' } as const, { outcome: 'failed', code: 'smtp-421', systemic: true }],
    [{ status: 550, at: 'rcpt' } as const, { outcome: 'refused', code: 'smtp-550' }],
    [{ status: 554, at: 'data' } as const, { outcome: 'refused', code: 'smtp-554' }],
    ['drop' as const, { outcome: 'in-doubt', code: 'smtp-silent' }],
    ['drop-at-once' as const, { outcome: 'failed', code: 'smtp-unreachable' }],
  ])('%j', async (fault, outcome) => {
    server.faults.push(fault);
    expect(await channelOn().send(toldMessage(), 'a@example.net')).toMatchObject(outcome);
    expect(server.received).toHaveLength(fault === 'drop' ? 1 : 0);
    // The next one comes through.
    expect(await channelOn().send(toldMessage(), 'a@example.net')).toMatchObject({ outcome: 'sent' });
  });

  it('is nothing where it is not there, or asks for what it does not give', async () => {
    const port = server.port;
    expect(await channelOn({ tls: 'starttls' }).send(toldMessage(), 'a@example.net')).toMatchObject({
      outcome: 'failed',
      systemic: true,
    });
    expect(await channelOn().send(toldMessage(), 'not an address')).toMatchObject({ outcome: 'refused' });
    await server.close();
    expect(await channelOn({ port }).send(toldMessage(), 'a@example.net')).toMatchObject({
      outcome: 'failed',
      code: 'smtp-unreachable',
    });
    server = await FakeMailServer.open();
  });

  it('is asked by the probe for a greeting and a login, and gets no message', async () => {
    await server.close();
    server = await FakeMailServer.open({ user: 'vigie', password: 'right' });
    expect(await channelOn({ user: 'vigie', password: 'right' }).probe()).toMatchObject([
      { level: 'fine', what: expect.stringContaining('logged in as vigie') as string },
      { level: 'warning' },
    ]);
    const wrong = channelOn({ user: 'vigie', password: 'wrong' });
    expect(await wrong.probe()).toMatchObject([
      { level: 'fault', cure: expect.stringContaining('password') as string },
    ]);
    expect(await wrong.send(toldMessage(), 'a@example.net')).toMatchObject({
      outcome: 'failed',
      code: 'smtp-locked-out',
    });
    expect(server.received).toEqual([]);
  });
});

describe('its configuration', () => {
  const valid = { type: 'email', host: 'smtp.example.net', from: 'vigie@example.net' };
  it.each([
    ['a line break in the sender', { from: 'Vigie\r\nBcc: x <vigie@example.net>' }],
    ['two senders', { from: 'a@example.net, b@example.net' }],
    ['a user without a password', { user: 'vigie' }],
    ['an unknown key', { secure: true }],
  ])('refuses %s', (_name, parts) => {
    expect(emailKind.schema.safeParse({ ...valid, ...parts }).success).toBe(false);
  });
});
