// A record as one line of JSON: made once, however many adapters and hashes need it.
import type { LogRecord, Provenance, StoredRecord, StreamName } from '../../domain/record.ts';

const lines = new WeakMap<LogRecord, string>();
const fromLines = new WeakSet<LogRecord>();

export function lineOf(record: LogRecord): string {
  const known = lines.get(record);
  if (known !== undefined) return known;
  const line = JSON.stringify(record);
  lines.set(record, line);
  return line;
}

/** A record that arrives as a line: both forms are then known. @throws SyntaxError when the line is not JSON. */
export function recordOfLine(line: string): LogRecord {
  const record = JSON.parse(line) as LogRecord;
  lines.set(record, line);
  fromLines.add(record);
  return record;
}

/** The record itself where it is what its line reads as: nobody need parse that again. */
export function asRead(record: LogRecord): LogRecord | null {
  return fromLines.has(record) ? record : null;
}

/** The record with this provenance in place of any; the line is changed at its end, not made again. */
export function withProvenance(record: LogRecord, from: Provenance): LogRecord {
  const stamped = { ...record, from };
  const bare = lineWithoutProvenance(record);
  if (bare !== null) lines.set(stamped, `${bare},"from":${JSON.stringify(from)}}`);
  return stamped;
}

/** Open at its end; null where the provenance stands elsewhere in the line. */
function lineWithoutProvenance(record: LogRecord): string | null {
  const line = lineOf(record);
  if (record.from === undefined) return line.slice(0, -1);
  const tail = `,"from":${JSON.stringify(record.from)}}`;
  return line.endsWith(tail) ? line.slice(0, -tail.length) : null;
}

export interface Place {
  readonly stream: StreamName;
  readonly partition: number;
  readonly offset: number;
}

/** @throws SyntaxError when the line is not JSON. */
export function parseLine(line: string, place: Place): StoredRecord {
  return Object.assign(JSON.parse(line) as LogRecord, place);
}
