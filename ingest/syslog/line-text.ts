// Bytes of a line as text: what is not UTF-8 shows as U+FFFD, and the bytes themselves stay known.
import { isUtf8 } from 'node:buffer';
import { inflateSync } from 'node:zlib';
import { maxLineBytes } from './framing.ts';

export interface LineText {
  /** Without what ends it (LF, CR, NUL). */
  readonly text: string;
  /** All bytes as text, or base64 of them where they are no UTF-8. */
  readonly raw: string;
  readonly encoding: 'utf8' | 'base64';
}

export function rawOf(bytes: Buffer): Pick<LineText, 'raw' | 'encoding'> {
  return isUtf8(bytes)
    ? { raw: bytes.toString('utf8'), encoding: 'utf8' }
    : { raw: bytes.toString('base64'), encoding: 'base64' };
}

export function textOf(bytes: Buffer): LineText {
  const decoded = bytes.toString('utf8');
  const broken = decoded.includes('\ufffd') && !isUtf8(bytes);
  const raw = broken ? bytes.toString('base64') : decoded;
  return { text: withoutEnd(decoded), raw, encoding: broken ? 'base64' : 'utf8' };
}

function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isEnd(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

function isEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0;
}

/** rsyslog's `ziplevel`: `z`, then a zlib stream. */
export function isZipped(bytes: Buffer): boolean {
  return bytes[0] === 0x7a && bytes[1] === 0x78;
}

/** The line inside, or null if it cannot be unpacked within the limit of a line. */
export function unzip(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes.subarray(1), { maxOutputLength: maxLineBytes });
  } catch {
    return null;
  }
}
