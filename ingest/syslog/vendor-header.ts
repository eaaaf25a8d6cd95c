// Reads the headers of network devices (IOS, IOS-XR, NX-OS, ASA, EOS), whatever order they put their pieces in,
// with or without a relay's own header before them: all that stands before `%FACILITY-n-MNEMONIC`.
import type { SyslogLine } from './line.ts';
import { readStamp, type Stamp } from './timestamp.ts';

/** A device's header is short; a per cent sign further on belongs to the text. */
const maxHeader = 220;
const maxPieces = 12;
const vendorId = /%([A-Z][A-Za-z0-9_]*(?:-[A-Z][A-Za-z0-9_]*)*)-([0-7])-([A-Z0-9_]+)(?:\(\d+\))? ?:? ?/y;
const pidTag = /^([\w./-]+)\[(\d+)\]$/;
const nameShape = /^[\w.:/-]+$/;

export interface VendorHeader {
  readonly stamp: Stamp | null;
}

/** Sets id, severity, host, app and message of `line` if `text` from `at` is a device's line; null if it is not. */
export function readVendorHeader(line: SyslogLine, text: string, at: number): VendorHeader | null {
  const sign = text.indexOf('%', at);
  if (sign === -1 || sign - at > maxHeader) return null;
  const start = text.charCodeAt(sign + 1) === 37 ? sign + 1 : sign;
  vendorId.lastIndex = start;
  const id = vendorId.exec(text);
  if (id === null) return null;
  const pieces = readPieces(text, at, sign);
  if (pieces === null) return null;
  setVendorId(line, id);
  line.message = text.slice(vendorId.lastIndex);
  if (pieces.host !== '') line.host = pieces.host;
  if (pieces.app !== '') line.app = pieces.app;
  if (pieces.pid !== '') line.pid = pieces.pid;
  return { stamp: pieces.stamp };
}

/** A tag or application name that is itself the id: what relays make of a header without host. */
export function takeVendorTag(line: SyslogLine): boolean {
  if (line.app.charCodeAt(0) !== 37) return false;
  vendorId.lastIndex = line.app.charCodeAt(1) === 37 ? 1 : 0;
  const id = vendorId.exec(line.app);
  if (id === null) return false;
  setVendorId(line, id);
  line.app = '';
  return true;
}

function setVendorId(line: SyslogLine, [, facility = '', digit = '5', mnemonic = '']: RegExpExecArray): void {
  line.vendorId = `%${facility}-${digit}-${mnemonic}`;
  line.vendorKey = `${facility}-${mnemonic}`;
  line.severity = Number(digit);
}

interface Pieces {
  host: string;
  app: string;
  pid: string;
  stamp: Stamp | null;
  /** Whether the host was written as `name:`, which after a name makes it the process (EOS). */
  named: boolean;
}

/** The pieces between `at` and the id: sequence number, host, times, location, process. Null if it is prose. */
function readPieces(text: string, at: number, end: number): Pieces | null {
  const pieces: Pieces = { host: '', app: '', pid: '', stamp: null, named: false };
  let pos = at;
  for (let count = 0; count <= maxPieces; count += 1) {
    while (pos < end && isSeparator(text.charCodeAt(pos))) pos += 1;
    if (pos >= end) return pieces;
    const stamp = readStamp(text, pos);
    if (stamp !== null) {
      pieces.stamp = stamp;
      pos = stamp.end;
      continue;
    }
    const next = tokenEnd(text, pos, end);
    if (!takeToken(pieces, text, { from: pos, to: next })) return null;
    pos = next;
  }
  return null;
}

function isSeparator(code: number): boolean {
  return code === 32 || code === 58 || code === 9;
}

/** A token ends at a blank, at a colon before a blank, or at a colon before a time (`RP/0/RSP0/CPU0:Nov 23 …`). */
function tokenEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 32) return at;
    if (code !== 58) continue;
    const after = text.charCodeAt(at + 1);
    if (after === 32 || at + 1 >= end || (after >= 65 && after <= 90 && readStamp(text, at + 1) !== null)) return at;
  }
  return end;
}

function takeToken(pieces: Pieces, text: string, { from, to }: { from: number; to: number }): boolean {
  const token = text.slice(from, to);
  if (/^[\d-]+$/.test(token)) return true;
  if (/^(?:[A-Z]{1,3}|\d+)\/[\w/]+$/.test(token)) return true;
  const tagged = pidTag.exec(token);
  if (tagged !== null) {
    [, pieces.app = '', pieces.pid = ''] = tagged;
    return true;
  }
  if (!nameShape.test(token)) return false;
  const beforeTime = text.charCodeAt(to) === 58 && readStamp(text, skipBlank(text, to + 1)) !== null;
  if (pieces.host === '' || beforeTime) {
    pieces.host = token;
    return true;
  }
  if (pieces.app !== '') return false;
  pieces.app = token;
  return true;
}

function skipBlank(text: string, at: number): number {
  return text.charCodeAt(at) === 32 ? at + 1 : at;
}
