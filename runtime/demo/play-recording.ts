// Plays a recording into the log as the told clock comes to each line.
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import type { RecordedDoor } from '../replay/recorded-door.ts';
import type { TimedLine } from '../replay/recording.ts';

export interface Play {
  readonly lines: AsyncIterable<TimedLine>;
  readonly door: RecordedDoor;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** Ends with the recording, or when the signal aborts. Lines that are due together are written together. */
export async function playRecording({ lines, door, log, clock }: Play, signal: AbortSignal): Promise<void> {
  let due = new Map<StreamName, LogRecord[]>();
  const write = async (): Promise<void> => {
    const written = due;
    due = new Map();
    for (const [stream, records] of written) await log.append(stream, records);
  };
  for await (const line of lines) {
    if (line.receivedAt > clock.now()) {
      await write();
      await clock.until(line.receivedAt, signal);
    }
    if (signal.aborted) return;
    const { events, deadLetters, unmatched } = door.take(line);
    collect(due, 'dead-letters', deadLetters);
    collect(due, 'unmatched', unmatched);
    collect(due, 'events', events);
  }
  await write();
}

function collect(due: Map<StreamName, LogRecord[]>, stream: StreamName, records: readonly LogRecord[]): void {
  if (records.length === 0) return;
  const known = due.get(stream);
  if (known === undefined) due.set(stream, [...records]);
  else known.push(...records);
}

/** Epoch ms of the first and the last line. */
export async function spanOf(lines: AsyncIterable<TimedLine>): Promise<{ startMs: number; endMs: number }> {
  let startMs: number | null = null;
  let endMs = 0;
  for await (const { receivedAt } of lines) {
    startMs ??= receivedAt;
    endMs = receivedAt;
  }
  return { startMs: startMs ?? 0, endMs };
}
