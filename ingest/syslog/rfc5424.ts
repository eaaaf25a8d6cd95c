// Reads the part of an RFC 5424 line that follows `<PRI>1 `: time, host, app, pid, message id, structured data, text.
import type { SyslogLine } from './line.ts';
import { readRfc3339, type Stamp } from './timestamp.ts';

/** A vendor's name for the message (Junos `RPD_BGP_…`), not somebody's `ID47`. */
export const vendorWord = /^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+$/;

/** Whether a header of RFC 5424 may start here: a time, or `-` for none. */
export function looksLikeRfc5424(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 45) return text.charCodeAt(at + 1) === 32;
  return code >= 48 && code <= 57 && text.charCodeAt(at + 4) === 45 && text.charCodeAt(at + 7) === 45;
}

/** Fills `line`; returns its time. A header that stops early leaves the rest as the message. */
export function readRfc5424(line: SyslogLine, text: string, at: number): Stamp | null {
  const words: string[] = [];
  let pos = at;
  for (let count = 0; count < 5; count += 1) {
    const end = text.indexOf(' ', pos);
    if (end === -1) break;
    words.push(text.slice(pos, end));
    pos = end + 1;
  }
  const [time = '-', host = '-', app = '-', pid = '-', id = '-'] = words;
  line.host = host === '-' ? '' : host;
  line.app = app === '-' ? '' : app;
  line.pid = pid === '-' ? '' : pid;
  if (vendorWord.test(id)) line.vendorId = line.vendorKey = id;
  const after = endOfStructured(text, pos);
  line.structured = text.charCodeAt(pos) === 91 ? text.slice(pos, after) : '';
  line.message = text.slice(afterBlanks(text, after));
  return readRfc3339(time, 0);
}

/** Blanks and the BOM before the text. */
function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 0xfeff) at += 1;
  return at;
}

/** End of `-` or of the elements from `at`; `at` itself if an element has no end: then it is part of the text. */
function endOfStructured(text: string, at: number): number {
  if (text.charCodeAt(at) === 45 && (at + 1 === text.length || text.charCodeAt(at + 1) === 32)) return at + 1;
  let pos = at;
  while (text.charCodeAt(pos) === 91) {
    const end = endOfElement(text, pos);
    if (end === -1) return at;
    pos = end;
  }
  return pos;
}

function endOfElement(text: string, at: number): number {
  let quoted = false;
  for (let pos = at + 1; pos < text.length; pos += 1) {
    const code = text.charCodeAt(pos);
    if (code === 92 && quoted) pos += 1;
    else if (code === 34) quoted = !quoted;
    else if (code === 93 && !quoted) return pos + 1;
  }
  return -1;
}

const elementShape = /\[([^\s[\]"=]+)((?:\s+[^\s=[\]"]+="(?:[^"\\]|\\.)*")*)\s*\]/g;
const paramShape = /([^\s=[\]"]+)="((?:[^"\\]|\\.)*)"/g;
/** Beyond this nobody reads labels; it also bounds what the shapes may cost on hostile text. */
const maxStructured = 8192;

/** Parameters of structured data as `id.name` → value, at most `max`. */
export function structuredParams(structured: string, max: number): Map<string, string> {
  const params = new Map<string, string>();
  for (const element of structured.slice(0, maxStructured).matchAll(elementShape)) {
    for (const param of (element[2] ?? '').matchAll(paramShape)) {
      if (params.size >= max) return params;
      params.set(`${element[1] ?? ''}.${param[1] ?? ''}`, (param[2] ?? '').replace(/\\(["\\\]])/g, '$1'));
    }
  }
  return params;
}
