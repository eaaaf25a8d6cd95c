// How long what is kept: whole files go, oldest first, and never what a stage has still to read.
import type { EventLog } from '../../domain/ports/event-log.ts';
import { streams } from '../../domain/record.ts';
import type { StreamName } from '../../domain/record.ts';

const dayMs = 86_400_000;

export interface Keep {
  readonly ms: number;
  /** Above this the oldest go first, however young. */
  readonly bytes?: number;
}

/** architecture, "State: one commit". `control` is kept for ever: old records point at its bodies. */
const defaultRetention: Readonly<Partial<Record<StreamName, Keep>>> = {
  events: { ms: 7 * dayMs, bytes: 20 * 2 ** 30 },
  unmatched: { ms: dayMs },
  alerts: { ms: 400 * dayMs },
  incidents: { ms: 400 * dayMs },
  tickets: { ms: 400 * dayMs },
  'dead-letters': { ms: 400 * dayMs },
};

export interface Sweep {
  readonly log: EventLog;
  readonly nowMs: number;
  readonly retention?: Readonly<Partial<Record<StreamName, Keep>>>;
  /** Offset of the slowest reader; null: nobody reads the stream. */
  readonly readUpTo: (stream: StreamName) => Promise<number | null>;
  /** Files of a stream, oldest first, where the log can say. */
  readonly sizes?: (stream: StreamName) => Promise<readonly { bytes: number; lastReceivedAt: number }[]>;
}

/** Records gone, by stream; streams of which nothing went are left out. */
export async function sweepLog(sweep: Sweep): Promise<Map<StreamName, number>> {
  const gone = new Map<StreamName, number>();
  for (const stream of streams) {
    const keep = (sweep.retention ?? defaultRetention)[stream];
    if (keep === undefined) continue;
    const beforeMs = Math.min(await wantedBefore(sweep, stream, keep), await unreadFrom(sweep, stream));
    const count = await sweep.log.trim(stream, beforeMs);
    if (count > 0) gone.set(stream, count);
  }
  return gone;
}

async function wantedBefore({ nowMs, sizes }: Sweep, stream: StreamName, keep: Keep): Promise<number> {
  const byAge = nowMs - keep.ms;
  if (keep.bytes === undefined || sizes === undefined) return byAge;
  let bytes = 0;
  for (const file of [...(await sizes(stream))].reverse()) {
    bytes += file.bytes;
    if (bytes > keep.bytes) return Math.max(byAge, file.lastReceivedAt + 1);
  }
  return byAge;
}

/** Epoch ms of the first record that a stage has still to read. */
async function unreadFrom({ log, readUpTo }: Sweep, stream: StreamName): Promise<number> {
  const offset = await readUpTo(stream);
  if (offset === null) return Infinity;
  const [next] = await log.read(stream, 0, offset, 1);
  return next?.receivedAt ?? Infinity;
}
