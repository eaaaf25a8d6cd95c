// Outgoing records as the outbox keeps them, until those of the next unit of work take their place.
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { EventLog } from '../../domain/ports/event-log.ts';
import { streams } from '../../domain/record.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { lineOf } from '../log/record-line.ts';

/** No line of JSON holds it. */
const seam = '\n';
/** Two thirds of what a commit sends are records, which are hardly ever read again: quickly to a sixteenth. */
const options = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** An entry a stream. */
export function toEntries(out: ReadonlyMap<StreamName, readonly LogRecord[]>): string[] {
  return [...out].map(([stream, records]) => {
    const lines = records.map(lineOf).join(seam);
    return `${stream}${seam}${zstdCompressSync(lines, options).toString('base64')}`;
  });
}

/** Null: another version wrote them so that this one cannot read them. */
export function fromEntries(entries: readonly string[]): Map<StreamName, LogRecord[]> | null {
  try {
    return new Map(entries.map(fromEntry));
  } catch {
    return null;
  }
}

function fromEntry(entry: string): [StreamName, LogRecord[]] {
  const at = entry.indexOf(seam);
  const lines = zstdDecompressSync(Buffer.from(entry.slice(at + 1), 'base64')).toString('utf8');
  return [entry.slice(0, at) as StreamName, lines.split(seam).map((line) => JSON.parse(line) as LogRecord)];
}

/** What is there already falls under its high-water mark: publishing again does no harm. */
export async function publish(log: EventLog, out: ReadonlyMap<StreamName, readonly LogRecord[]>): Promise<void> {
  for (const [stream, records] of out) await log.append(stream, records);
}

/** Whether the unit was decided on a stream of this very log: what was read from a log of before is not told to a new one. */
export async function isOfThisLog(log: EventLog, identity: string): Promise<boolean> {
  const identities = await Promise.all(streams.map((stream) => log.identity(stream)));
  return identities.includes(identity);
}
