// Reads FortiGate's lines, whose header is a list of `key=value` like their text.
import type { SyslogLine } from './line.ts';
import { readRfc3339, type Stamp } from './timestamp.ts';

const fieldShape = /\b([a-z][a-z_]{0,31})=("[^"]*"|\S+)/g;
const maxRead = 4096;
const levels = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'information', 'debug'];

/** Fills `line`; its severity is FortiGate's own `level`, since its PRI is often one for all. */
export function readKeyValueLine(line: SyslogLine, text: string, at: number): Stamp | null {
  const fields = new Map<string, string>();
  for (const [, key = '', value = ''] of text.slice(at, at + maxRead).matchAll(fieldShape)) {
    if (!fields.has(key)) fields.set(key, value.startsWith('"') ? value.slice(1, -1) : value);
  }
  line.host = fields.get('devname') ?? '';
  line.app = 'fortigate';
  line.message = text.slice(at);
  line.fields = fields;
  const level = levels.indexOf(fields.get('level') ?? '');
  if (level !== -1) line.severity = level;
  const zone = fields.get('tz') ?? '';
  return readRfc3339(`${fields.get('date') ?? ''}T${fields.get('time') ?? ''}${zone}`, 0);
}
