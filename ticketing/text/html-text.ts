// Plain text as harmless HTML, for the systems whose texts are HTML.
import { harmless } from './harmless-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
};

/** Once, never twice. */
export function escapeHtml(text: string): string {
  return harmless(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** Each line a paragraph. */
export function paragraphs(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');
}

/** As much of a text as has room, once it was put into another form; `…` where it was cut. */
export function cutToBytes(text: string, maxBytes: number, form: (text: string) => string): string {
  const whole = text.length > maxBytes ? null : form(text);
  if (whole !== null && Buffer.byteLength(whole) <= maxBytes) return whole;
  let length = Math.min(text.length, maxBytes);
  for (;;) {
    // A cut may not part a pair of surrogates.
    const cut = form(`${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')} …`);
    if (Buffer.byteLength(cut) <= maxBytes || length === 0) return cut;
    length = Math.floor(length * 0.9);
  }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(entity: string, name: string): string {
  if (!name.startsWith('#')) return named[name] ?? entity;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Without what browsers do not show; one pass, since the text may be hostile. */
function withoutHidden(html: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const opening of html.matchAll(/<(script|style)\b/gi)) {
    if (opening.index < from) continue;
    kept.push(html.slice(from, opening.index));
    const closing = new RegExp(`</${opening[1] ?? ''}\\s{0,9}>`, 'gi');
    closing.lastIndex = opening.index;
    const end = closing.exec(html);
    if (end === null) return kept.join('');
    from = end.index + end[0].length;
  }
  return kept.join('') + html.slice(from);
}

/** What a person reads of a system's HTML: each block and `<br>` ends a line; for reading only, never to be shown as HTML. */
export function plainText(html: string): string {
  return withoutHidden(html)
    .replace(/<br\s{0,9}\/?>|<\/(?:p|div|li|tr|h[1-6]|pre|blockquote)\s{0,9}>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>/gi, '')
    .replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, decoded)
    .replace(/[ \t]{1,99}\n/g, '\n')
    .trim();
}
