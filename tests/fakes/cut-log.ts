// A log of which only a part is there: its head taken by retention, its tail not written yet.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StreamName } from '../../domain/record.ts';

export interface Cut {
  readonly stream: StreamName;
  /** First offset that is still there. */
  readonly from: number;
  /** The offset that the next record will get. */
  readonly to: number;
}

export function cutLog(log: EventLog, { stream: cut, from, to }: Cut): EventLog {
  return {
    identity: (stream) => log.identity(stream),
    partitions: (stream) => log.partitions(stream),
    append: (stream, records, partition) => log.append(stream, records, partition),
    read: async (stream, partition, at, max) => {
      if (stream !== cut) return log.read(stream, partition, at, max);
      const start = Math.max(at, from);
      return start >= to ? [] : log.read(stream, partition, start, Math.min(max, to - start));
    },
    end: async (stream, partition) => (stream === cut ? to : log.end(stream, partition)),
    waitFor: (stream, partition, at, signal) => log.waitFor(stream, partition, at, signal),
    trim: (stream, beforeMs) => log.trim(stream, beforeMs),
    close: () => log.close(),
  };
}
