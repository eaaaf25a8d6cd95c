// Reads the wild half of syslog, the part after PRI of RFC 3164 and its variants: time, host if any, tag, text.
import type { SyslogLine } from './line.ts';
import { looksLikeRfc5424, readRfc5424, vendorWord } from './rfc5424.ts';
import { readStamp, type Stamp } from './timestamp.ts';

const maxTag = 64;

interface Tag {
  readonly app: string;
  readonly pid: string;
  /** Where the text after the tag starts. */
  readonly end: number;
}

/** `sshd[123]: `, `haproxy: `, `app[8710] `; null where the text starts at once. */
function readTag(text: string, at: number): Tag | null {
  let end = at;
  for (; end - at < maxTag && end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 32 || code === 91 || code === 9) break;
    if (code === 58 && isTagEnd(text, end)) return { app: text.slice(at, end), pid: '', end: afterColon(text, end) };
  }
  if (end === at || text.charCodeAt(end) !== 91) return null;
  const close = text.indexOf(']', end);
  if (close === -1 || close - end > maxTag) return null;
  return { app: text.slice(at, end), pid: text.slice(end + 1, close), end: afterColon(text, close + 1) };
}

function isTagEnd(text: string, colon: number): boolean {
  const after = text.charCodeAt(colon + 1);
  return Number.isNaN(after) || after === 32 || after === 9;
}

function afterColon(text: string, at: number): number {
  let end = text.charCodeAt(at) === 58 ? at + 1 : at;
  while (text.charCodeAt(end) === 32) end += 1;
  return end;
}

function takeTag(line: SyslogLine, text: string, at: number): void {
  const tag = readTag(text, at);
  line.message = text.slice(tag?.end ?? at);
  if (tag === null) return;
  line.app = tag.app;
  line.pid = tag.pid;
  takeVendorWord(line);
}

/** Junos puts its name for the message before the text: `rpd[2902]: RPD_BGP_…: BGP peer …`. */
function takeVendorWord(line: SyslogLine): void {
  const first = line.message.charCodeAt(0);
  const colon = first >= 65 && first <= 90 ? line.message.indexOf(': ') : -1;
  if (colon <= 0 || colon > maxTag || !vendorWord.test(line.message.slice(0, colon))) return;
  line.vendorId = line.vendorKey = line.message.slice(0, colon);
  line.message = line.message.slice(colon + 2);
}

/** Fills `line` from `at`; returns its time. Without a time there is no header: the text is the message. */
export function readBsdHeader(line: SyslogLine, text: string, at: number): Stamp | null {
  const stamp = readStamp(text, at);
  if (stamp === null) {
    const tag = readTag(text, at);
    if (tag !== null && tag.pid !== '') takeTag(line, text, at);
    else line.message = text.slice(at);
    return null;
  }
  let pos = stamp.end;
  while (text.charCodeAt(pos) === 32 || (text.charCodeAt(pos) === 58 && pos === stamp.end)) pos += 1;
  const blank = text.indexOf(' ', pos);
  const word = text.slice(pos, blank === -1 ? text.length : blank);
  if (isTagWord(word) || blank === -1) {
    takeTag(line, text, pos);
    return stamp;
  }
  line.host = word === '-' ? '' : word;
  return readAfterHost(line, text, blank + 1) ?? stamp;
}

/** A word that holds a pid or ends with a colon is the tag: HAProxy and the local libc name no host. */
function isTagWord(word: string): boolean {
  const last = word.charCodeAt(word.length - 1);
  return last === 58 || (last === 93 && word.includes('[')) || word.includes(']:');
}

/** After the host: a whole RFC 5424 line (syslog-ng's second header), ` : ` of a Cisco, or a tag. */
function readAfterHost(line: SyslogLine, text: string, from: number): Stamp | null {
  let at = from;
  while (text.charCodeAt(at) === 32 || (text.charCodeAt(at) === 58 && text.charCodeAt(at + 1) === 32)) at += 1;
  const version = text.charCodeAt(at);
  if (version >= 49 && version <= 57 && text.charCodeAt(at + 1) === 32 && looksLikeRfc5424(text, at + 2)) {
    const outer = line.host;
    const stamp = readRfc5424(line, text, at + 2);
    if (line.host === '') line.host = outer;
    return stamp;
  }
  takeTag(line, text, at);
  return null;
}
