// What a process finds that starts on the files of a log: the records, and where the log ends.
import type { StoredRecord } from '../../domain/record.ts';
import { SegmentReader } from '../../runtime/sqlite/segment-reader.ts';
import { StreamWriter } from '../../runtime/sqlite/stream-writer.ts';

export interface FoundLog {
  readonly records: readonly StoredRecord[];
  readonly end: number;
}

/** @throws AdapterError or what SQLite throws, where the files cannot be a log. */
export function findIn(folder: string): FoundLog {
  const writer = new StreamWriter({ folder, stream: 'events', onNewFile: () => undefined });
  const { files, end } = writer.standing();
  writer.close();
  const reader = new SegmentReader('events', files);
  const records = reader.read({ from: 0, end, max: 100, maxBytes: 1_000_000 });
  reader.close();
  return { records, end };
}
