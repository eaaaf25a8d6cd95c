// A recording through the whole pipeline on a told clock, in memory: no network, no waiting, the same bytes each time.
import { writeReplayOutput } from '../../console/replay-output/write-replay-output.ts';
import type { Summary } from '../../console/replay-output/summary.ts';
import { deliveryKind } from '../../domain/event.ts';
import type { Delivery } from '../../domain/event.ts';
import type { LogRecord } from '../../domain/record.ts';
import { makeFolder } from '../make-folder.ts';
import { driveToEnd } from '../replay-driver.ts';
import type { ReplayInput } from '../replay-driver.ts';
import { RecordedDoor } from './recorded-door.ts';
import { readRecording } from './recording.ts';
import { openReplayHouse } from './replay-house.ts';
import type { ReplaySite } from './replay-house.ts';
import type { TimedLine } from './recording.ts';

export interface Replay extends ReplaySite {
  readonly recording: string;
  /** Epoch ms; null: as the recording's first mark says. */
  readonly startMs: number | null;
  /** How long the clock may run on after the last record while a timer is pending. */
  readonly tailMs: number;
  readonly out: string;
  readonly onProgress?: (bytesRead: number) => void;
}

/** @throws ConfigError naming the recording's line, or `folder-not-made`. */
export async function runReplay(replay: Replay): Promise<Summary> {
  const { policy, cmdb } = replay;
  // At once: nobody wants to hear after an hour that there is no place for what came of it.
  makeFolder(replay.out);
  const lines = readRecording({ path: replay.recording, startMs: replay.startMs });
  const first = await lines.next();
  const startMs = first.done === true ? 0 : first.value.receivedAt;
  const house = await openReplayHouse(replay, startMs);
  const reader = new RecordReader(replay);
  const records = reader.records(first.done === true ? [] : withFirst(first.value, lines));
  await driveToEnd({ ...house, records, tailMs: replay.tailMs });
  const { language, timezone } = policy;
  const { store } = house;
  const names = house.participants.map(({ name }) => name);
  return writeReplayOutput({ store, dir: replay.out, cmdb, language, timezone, stages: names, events: reader.events });
}

async function* withFirst(first: TimedLine, rest: AsyncGenerator<TimedLine>): AsyncGenerator<TimedLine> {
  yield first;
  yield* rest;
}

/** Recorded lines as the records that the live doors would have written. */
class RecordReader {
  readonly #door: RecordedDoor;
  readonly #onProgress: (bytesRead: number) => void;
  events = 0;

  constructor({ tenant, policy, onProgress }: Replay) {
    this.#door = new RecordedDoor({ tenant, timezone: policy.timezone });
    this.#onProgress = onProgress ?? (() => undefined);
  }

  async *records(lines: AsyncIterable<TimedLine> | Iterable<TimedLine>): AsyncGenerator<ReplayInput> {
    for await (const line of lines) {
      const { events, deadLetters, unmatched } = this.#door.take(line);
      for (const record of deadLetters) yield { stream: 'dead-letters', record };
      for (const record of unmatched) yield { stream: 'unmatched', record };
      for (const record of events) {
        this.events += eventsIn(record);
        yield { stream: 'events', record };
      }
      this.#onProgress(line.bytesRead);
    }
  }
}

function eventsIn({ kind, body }: LogRecord): number {
  return kind === deliveryKind ? (body as Delivery).events.length : 0;
}
