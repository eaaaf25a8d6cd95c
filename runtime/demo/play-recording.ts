// Plays a recording into the log as the told clock comes to each line.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import type { RecordedDoor } from '../replay/recorded-door.ts';
import type { TimedLine } from '../replay/recording.ts';
import type { ShowClock } from './show-clock.ts';

export interface Play {
  readonly lines: AsyncIterable<TimedLine>;
  readonly door: RecordedDoor;
  readonly log: EventLog;
  readonly clock: ShowClock;
  /** Told time that passes after the last line at least. */
  readonly epilogueMs: number;
  /** Told of every source that speaks. */
  readonly onHeard: (source: string) => void;
}

/** Lines that are due together are one append, yet not so many that the pages wait. */
const mostAtOnce = 100;

/** Ends with the recording, or when the signal aborts. The clock waits for a log that is slow, and never runs ahead of it. */
export async function playRecording(play: Play, signal: AbortSignal): Promise<void> {
  const { lines, door, log, clock, epilogueMs } = play;
  let due: TimedLine[] = [];
  const write = async (): Promise<void> => {
    const written = due;
    due = [];
    const taken = written.map((line) => door.take(line));
    for (const { line } of written) if (line.source !== 'mark') play.onHeard(line.source);
    await appendAll(
      log,
      'dead-letters',
      taken.flatMap(({ deadLetters }) => deadLetters),
    );
    await appendAll(
      log,
      'unmatched',
      taken.flatMap(({ unmatched }) => unmatched),
    );
    await appendAll(
      log,
      'events',
      taken.flatMap(({ events }) => events),
    );
    clock.runTo(written.at(-1)?.receivedAt ?? 0);
  };
  for await (const line of lines) {
    if (!clock.isDue(line.receivedAt) || due.length >= mostAtOnce) {
      await write();
      clock.runTo(line.receivedAt);
      await clock.until(line.receivedAt, signal);
    }
    if (signal.aborted) return;
    due.push(line);
  }
  await write();
  clock.runTo(clock.now() + epilogueMs);
}

async function appendAll(log: EventLog, stream: StreamName, records: readonly LogRecord[]): Promise<void> {
  if (records.length > 0) await log.append(stream, records);
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
