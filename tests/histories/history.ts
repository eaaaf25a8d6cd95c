// A recorded history: every record of a small log, in and out, as a version of Vigie once wrote it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { streams } from '../../domain/record.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { lineOf } from '../../runtime/log/record-line.ts';

const folder = join(import.meta.dirname, 'recorded');
const ending = '.ndjson.gz';
const most = 1_000_000;

export interface History {
  readonly name: string;
  readonly records: ReadonlyMap<StreamName, readonly LogRecord[]>;
}

export function readHistories(): History[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({ name: file.slice(0, -ending.length), records: readRecords(join(folder, file)) }));
}

function readRecords(path: string): Map<StreamName, LogRecord[]> {
  const records = new Map<StreamName, LogRecord[]>(streams.map((stream) => [stream, []]));
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  for (const line of lines) {
    const at = line.indexOf(' ');
    records.get(line.slice(0, at) as StreamName)?.push(JSON.parse(line.slice(at + 1)) as LogRecord);
  }
  return records;
}

/** Each line: the stream, a space, the record. */
export async function writeHistory(name: string, log: MemoryEventLog): Promise<void> {
  const lines: string[] = [];
  for (const stream of streams) {
    for (const record of await log.read(stream, 0, 0, most)) {
      const { stream: of, partition: _partition, offset: _offset, ...bare } = record;
      lines.push(`${of} ${lineOf(bare)}\n`);
    }
  }
  writeFileSync(join(folder, `${name}${ending}`), gzipSync(lines.join(''), { level: 9 }));
}

/** The log as it was, offsets and all. */
export async function logOf({ records }: History): Promise<MemoryEventLog> {
  const log = new MemoryEventLog();
  for (const [stream, some] of records) await log.append(stream, some);
  return log;
}
