// Outgoing records as the outbox keeps them, until those of the next unit of work take their place.
import type { EventLog } from '../../domain/ports/event-log.ts';
import { streams } from '../../domain/record.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { lineOf } from '../log/record-line.ts';

const seam = '\n';

export function toEntries(out: ReadonlyMap<StreamName, readonly LogRecord[]>): string[] {
  return [...out].flatMap(([stream, records]) => records.map((record) => `${stream}${seam}${lineOf(record)}`));
}

export function fromEntries(entries: readonly string[]): Map<StreamName, LogRecord[]> {
  const out = new Map<StreamName, LogRecord[]>();
  for (const entry of entries) {
    const at = entry.indexOf(seam);
    const stream = entry.slice(0, at) as StreamName;
    out.set(stream, [...(out.get(stream) ?? []), JSON.parse(entry.slice(at + 1)) as LogRecord]);
  }
  return out;
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
