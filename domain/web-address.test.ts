import { expect, it } from 'vitest';
import { isWebLink, shownAddress } from './web-address.ts';

it('shows an address as a browser writes it', () => {
  expect(shownAddress('https://wiki.example.net/run/net-12#uplink')).toBe('https://wiki.example.net/run/net-12#uplink');
  expect(shownAddress('HTTPS://wiki.example.net/a b\n<img>\u202e"')).toBe(
    'https://wiki.example.net/a%20b%3Cimg%3E%E2%80%AE%22',
  );
  expect(shownAddress('https://wіki.example.net/')).toMatch(/^https:\/\/xn--/u);
});

it.each([
  ['a script', 'javascript:alert(1)'],
  ['a page in itself', 'data:text/html,x'],
  ['a file', 'file:///etc/passwd'],
  ['no host', 'http://'],
  ['a host behind a name', 'https://wiki.example.net@evil.example/'],
  ['a long one', `https://a/${'x'.repeat(600)}`],
  ['a long one once written out', `https://a/${'é'.repeat(300)}`],
  ['prose', 'call https://a/'],
])('shows no address of %s', (_what, text) => {
  expect(shownAddress(text)).toBeNull();
});

it('lets a longer link pass where nobody reads it', () => {
  expect(isWebLink(`https://a/${'x'.repeat(600)}`)).toBe(true);
  expect(isWebLink(`https://a/${'x'.repeat(5_000)}`)).toBe(false);
});
