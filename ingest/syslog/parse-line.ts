// Takes one syslog line apart, whatever wrote it: RFC 5424, RFC 3164 and its wild variants, network devices.
import { readBsdHeader } from './bsd.ts';
import { readKeyValueLine } from './key-value.ts';
import { emptyLine, type SyslogLine } from './line.ts';
import { looksLikeRfc5424, readRfc5424 } from './rfc5424.ts';
import type { StampResolver } from './stamp-resolver.ts';
import { readRfc3339, type Stamp } from './timestamp.ts';
import { readVendorHeader, takeVendorTag } from './vendor-header.ts';
import { readWindowsEvent } from './windows-event.ts';

/** A relay may put one header before another, and that one may have been relayed too. */
const maxHeaders = 3;

export interface LineContext {
  readonly stamps: StampResolver;
  readonly receivedAt: number;
}

export function parseLine(text: string, { stamps, receivedAt }: LineContext): SyslogLine {
  const line = emptyLine();
  const header = readHeaders(line, text, 0);
  const inside = line.vendorId === '' ? readWindowsEvent(line) : null;
  const stamp = header ?? (inside === null ? null : readRfc3339(inside, 0));
  if (stamp !== null) line.atMs = stamps.instant(stamp, receivedAt);
  return line;
}

function readHeaders(line: SyslogLine, text: string, depth: number): Stamp | null {
  const at = readPri(line, text);
  const own = readHeader(line, text, at);
  return (depth < maxHeaders ? readInner(line, depth) : null) ?? own;
}

/** `<134>`; a PRI that cannot be (`<invld>`, `<999>`, `<-5>`, `<>`) is passed over. Returns where the header starts. */
function readPri(line: SyslogLine, text: string): number {
  if (text.charCodeAt(0) !== 60) return 0;
  const end = text.indexOf('>');
  if (end === -1 || end > 6) return 0;
  const word = text.slice(1, end);
  const value = /^\d{1,5}$/.test(word) ? Number(word) : Number.NaN;
  if (value <= 191) {
    line.facility = value >> 3;
    line.severity = value & 7;
  } else if (!/^(?:\d*|-\d+|invld)$/.test(word)) return 0;
  return end + 1;
}

function readHeader(line: SyslogLine, text: string, at: number): Stamp | null {
  const code = text.charCodeAt(at);
  const versioned = code >= 49 && code <= 57 && text.charCodeAt(at + 1) === 32;
  if (versioned && looksLikeRfc5424(text, at + 2)) return readRfc5424(line, text, at + 2);
  if (text.startsWith('date=', at)) return readKeyValueLine(line, text, at);
  const vendor = readVendorHeader(line, text, at);
  return vendor === null ? readBsdHeader(line, text, at) : vendor.stamp;
}

/** What a relay left of the device's own header, inside the text of its own. */
function readInner(line: SyslogLine, depth: number): Stamp | null {
  if (line.vendorId !== '' || takeVendorTag(line)) return null;
  const { message, app, host } = line;
  const first = message.charCodeAt(0);
  if (first === 60 && /^<(?:\d{1,5}|-\d+)>(?=[\w*:])/.test(message)) return readHeaders(line, message, depth + 1);
  if (message.includes('%')) {
    const vendor = readVendorHeader(line, message, 0);
    if (vendor !== null) {
      settleNames(line, { host, app, timed: vendor.stamp !== null });
      return vendor.stamp;
    }
  }
  if ((app === '' || /^[1-9]$/.test(app)) && looksLikeRfc5424(message, 0)) {
    const stamp = readRfc5424(line, message, 0);
    if (line.host === '') line.host = host;
    return stamp;
  }
  return null;
}

/** A relay takes the device's name, number or location for the application: put it back. */
function settleNames(line: SyslogLine, outer: { host: string; app: string; timed: boolean }): void {
  if (line.app !== outer.app) return;
  const isNumber = /^\d*$/.test(outer.app);
  const isLocation = outer.app.includes('/');
  if (line.host === outer.host && outer.timed && !isNumber && !isLocation) line.host = outer.app;
  if (outer.timed || isNumber) line.app = '';
}
