import { describe, expect, it } from 'vitest';
import { readTakeLink, signTakeLink } from './take-link.ts';

const secret = 'a secret of more than thirty-two characters';
const link = { tenant: 'acme', incident: 'GZ2QKX7W3M5N6P4R', recipient: 'noc', expiresAt: 1_000 };
const token = signTakeLink(secret, link);
const [payload = '', signature = ''] = token.split('.');
const forged = (text: string): string => Buffer.from(text).toString('base64url');

describe('a link to take an incident', () => {
  it('says what was signed, until it expires', () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
    expect(readTakeLink(secret, token, 999)).toEqual({ outcome: 'good', link });
    expect(readTakeLink(secret, token, 1_000)).toEqual({ outcome: 'expired', link });
  });

  it.each([
    ['nothing', ''],
    ['no signature', payload],
    ['an empty signature', `${payload}.`],
    ['a cut one', token.slice(0, -1)],
    ['one with more behind it', `${token}.x`],
    ['another signature', `${payload}.${'A'.repeat(43)}`],
    ['a signature in another spelling', `${payload}.${signature}=`],
    ['another recipient', `${forged(JSON.stringify({ ...link, recipient: 'boss' }))}.${signature}`],
    ['a later end', `${forged(JSON.stringify({ ...link, expiresAt: 9e15 }))}.${signature}`],
    ['one of another secret', signTakeLink(`${secret}!`, link)],
    ['one that is far too long', 'x'.repeat(100_000)],
    ['signs of another alphabet', '💥.💥'],
  ])('is refused: %s', (_name, text) => {
    expect(readTakeLink(secret, text, 0)).toEqual({ outcome: 'forged' });
  });

  it('signed by us, yet of another shape, is none', () => {
    const odd = signTakeLink(secret, { ...link, incident: 7 } as never);
    expect(readTakeLink(secret, odd, 0)).toEqual({ outcome: 'forged' });
  });
});
