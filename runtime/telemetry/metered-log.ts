// Counts what becomes durable in the log, on its way in.
import type { Delivery } from '../../domain/event.ts';
import { deliveryKind } from '../../domain/event.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import type { Metrics } from './metrics.ts';

/** The log, counting what `append` has made durable. */
export function meteredLog(log: EventLog, metrics: Metrics): EventLog {
  return {
    identity: (stream) => log.identity(stream),
    partitions: (stream) => log.partitions(stream),
    async append(stream, records, partition) {
      const positions = await log.append(stream, records, partition);
      for (const record of records) countRecord(metrics, stream, record);
      return positions;
    },
    read: (stream, partition, from, max) => log.read(stream, partition, from, max),
    end: (stream, partition) => log.end(stream, partition),
    waitFor: (stream, partition, from, signal) => log.waitFor(stream, partition, from, signal),
    trim: (stream, beforeMs) => log.trim(stream, beforeMs),
    close: () => log.close(),
  };
}

function countRecord(metrics: Metrics, stream: StreamName, { kind, body }: LogRecord): void {
  if (stream === 'events' && kind === deliveryKind) {
    const { source, sourceType, events } = body as Delivery;
    metrics.eventsReceived.inc({ source, type: sourceType }, events.length);
  } else if (stream === 'dead-letters') {
    metrics.deadLetters.inc({ code: (body as { code?: string }).code ?? 'unknown' });
  } else if (stream === 'unmatched') {
    const { source, lines } = body as { source: string; lines: readonly unknown[] };
    metrics.unmatchedLines.inc({ source }, lines.length);
  }
}
