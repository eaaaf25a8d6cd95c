// A record as one line of JSON: made once, however many adapters and hashes need it.
import type { LogRecord, Provenance, StoredRecord, StreamName } from '../../domain/record.ts';

const lines = new WeakMap<LogRecord, string>();

export function lineOf(record: LogRecord): string {
  const known = lines.get(record);
  if (known !== undefined) return known;
  const line = JSON.stringify(record);
  lines.set(record, line);
  return line;
}

/** The record with its provenance; the line is extended, not made again. */
export function withProvenance(record: LogRecord, from: Provenance): LogRecord {
  const stamped = { ...record, from };
  lines.set(stamped, `${lineOf(record).slice(0, -1)},"from":${JSON.stringify(from)}}`);
  return stamped;
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
