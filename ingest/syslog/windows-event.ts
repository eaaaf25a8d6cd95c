// Reads the Windows events that relays send as syslog (NXLog, Snare, Winlogbeat by Logstash): id, provider, named values.
import type { SyslogLine } from './line.ts';
import { structuredParams } from './rfc5424.ts';
import { readJsonEvent } from './windows-json.ts';
import type { WindowsEvent } from './windows-form.ts';
import { readSnareEvent } from './windows-snare.ts';

const eventId = /^\d{1,5}$/;
const providerShape = /^[A-Za-z][\w.-]{0,127}$/;
/** The element that holds the values; relays may put others before it. */
const nxlog = 'NXLOG@14506';
const maxFields = 100;
const maxSummary = 160;

/** Sets what an event of Windows says, if the line is one; returns its time where only the event names it. */
export function readWindowsEvent(line: SyslogLine): string | null {
  const event = readStructured(line) ?? readSnareEvent(line.message) ?? readJsonEvent(line.message);
  if (event === null) return null;
  const provider = event.provider.trim().replace(/\s+/g, '_');
  if (!eventId.test(event.id) || !providerShape.test(provider)) return null;
  line.vendorId = `Event ${event.id}`;
  line.vendorKey = `${provider}-${event.id}`;
  line.app = provider;
  if (line.host === '') line.host = event.host;
  line.structured = '';
  line.message = event.message;
  line.summary = firstSentence(event.message);
  line.fields = plainFields(event.fields);
  return event.at === '' ? null : event.at;
}

/** NXLog's `to_syslog_ietf`: all values of the event as structured data, the provider as application. */
function readStructured({ structured, app, message }: SyslogLine): WindowsEvent | null {
  if (!structured.includes(`[${nxlog} `) || !structured.includes('EventID="')) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of structuredParams(structured, maxFields)) {
    if (name.startsWith(`${nxlog}.`)) fields.set(name.slice(nxlog.length + 1), value);
  }
  return { id: fields.get('EventID') ?? '', provider: app, host: '', at: '', message, fields };
}

/** Names without blanks and `_` (relays disagree), `-` for nothing left out, IPv4 addresses as such. */
function plainFields(fields: ReadonlyMap<string, string>): Map<string, string> {
  const plain = new Map<string, string>();
  for (const [name, value] of fields) {
    const text = value.trim().replace(/^::ffff:(?=[\d.]+$)/i, '');
    if (text !== '' && text !== '-') plain.set(name.replace(/[\s_]/g, ''), text);
  }
  return plain;
}

/** `An account failed to log on.`: what comes after are values, line by line. */
function firstSentence(message: string): string {
  const end = /[\r\n\t]|\s{2,}|\.\s/.exec(message)?.index ?? message.length;
  return message.slice(0, Math.min(end, maxSummary)).replace(/\.$/, '');
}
