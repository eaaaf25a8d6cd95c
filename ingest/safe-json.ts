// Turns hostile bytes into a JSON value that is safe to hand on, or says what is wrong with them and where.
import { isUtf8 } from 'node:buffer';
import { PayloadError } from '../domain/errors.ts';
import { scanJson, type Slices } from './json-scanner.ts';

export interface SafeJson {
  readonly value: unknown;
  readonly text: string;
  readonly slices: Slices;
}

const loneSurrogateEscape = /\\u[dD][89a-fA-F]/;

/**
 * A BOM is skipped, a lone surrogate becomes U+FFFD.
 * @throws PayloadError `utf-16`, `not-utf-8`, and those of scanJson, with the place as `at`.
 */
export function parseSafeJson(bytes: Uint8Array): SafeJson {
  const text = utf8Text(bytes);
  const slices = scanJson(text);
  const value: unknown = JSON.parse(text);
  return { value: loneSurrogateEscape.test(text) ? wellFormed(value) : value, text, slices };
}

function utf8Text(bytes: Uint8Array): string {
  const [first, second] = bytes;
  // RFC 8259 §8.1 knows UTF-8 only. No JSON text holds a NUL, so one in the first two bytes can only be UTF-16.
  const marked = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
  if (marked || first === 0 || second === 0) throw new PayloadError('utf-16', 'not UTF-8 but UTF-16', { at: 'byte 1' });
  if (!isUtf8(bytes)) {
    throw new PayloadError('not-utf-8', 'bytes that are not UTF-8', { at: `byte ${firstBadByte(bytes)}` });
  }
  return new TextDecoder().decode(bytes);
}

/** From 1: the longest prefix that decodes, by halves, less the sequence that it may end in the middle of. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (!isUtf8(bytes.subarray(0, good))) good -= 1;
  return good + 1;
}

function decodes(prefix: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Recursion is bounded: the scanner refused what is nested deeper than 32. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toWellFormed(), wellFormed(member)]));
}
