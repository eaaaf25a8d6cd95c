import { expect, it } from 'vitest';
import { cutToBytes, escapeHtml, paragraphs, plainText } from './html-text.ts';

it('reads back what it wrote', () => {
  const text = `a <b> & "c" 'd' &lt; é 漢 🚨\nsecond line`;
  expect(plainText(paragraphs(text))).toBe(text);
  expect(plainText(escapeHtml('&amp;'))).toBe('&amp;');
});

it.each([
  ['<p>one</p><p>two</p>', 'one\ntwo'],
  ['one<br/>two<BR>three', 'one\ntwo\nthree'],
  ['<script>alert(1)</script>x<style>p{}</style>', 'x'],
  ['<img src=x onerror=alert(1)>a < b', 'a < b'],
  ['&#60;b&#62; &#x41; &#0; &#99999999; &nope;', '<b> A  &#99999999; &nope;'],
  ['&amp;lt;', '&lt;'],
  ['', ''],
])('%j as %j', (html, text) => {
  expect(plainText(html)).toBe(text);
});

it('takes no long time over a hostile text', () => {
  expect(plainText('<'.repeat(100_000))).toHaveLength(100_000);
  expect(plainText('<p '.repeat(50_000))).toHaveLength(149_999);
  expect(plainText('<script>'.repeat(50_000))).toBe('');
  expect(plainText(`${' '.repeat(200_000)}x\n`)).toBe('x');
});

it('cuts what has no room, by the bytes of its form, never inside a sign', () => {
  expect(cutToBytes('short', 100, escapeHtml)).toBe('short');
  const cut = cutToBytes('🚨'.repeat(1_000_000), 1_000, escapeHtml);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1_000);
  expect(cut).toMatch(/^(?:🚨)+ …$/u);
  const markup = cutToBytes("'".repeat(5_000_000), 60_000, paragraphs);
  expect(Buffer.byteLength(markup)).toBeLessThanOrEqual(60_000);
  expect(markup).toMatch(/^<p>(?:&#039;){8000,} …<\/p>$/);
});
