// One stream, written: which file, which offset, what is a repeat. One transaction, one fsync, for many calls.
import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StreamName } from '../../domain/record.ts';
import { deliveryMemoryMs, HighWaterMarks } from '../log/high-water-marks.ts';
import type { Mark } from '../log/high-water-marks.ts';
import { inTransaction, openForReading } from './database.ts';
import { newStream, readHead, Segment } from './segment.ts';
import type { SegmentHead } from './segment.ts';
import { dayOf, dayOfPath, segmentPath, segmentPaths } from './segment-files.ts';
import type { LogLine, StreamStanding } from './writer-protocol.ts';

export interface StreamSeat {
  readonly folder: string;
  readonly stream: StreamName;
  readonly onNewFile: (file: string) => void;
}

export class StreamWriter {
  readonly #seat: StreamSeat;
  #segment: Segment | null = null;
  #head: SegmentHead;
  #marks = new HighWaterMarks();
  /** Yesterday's file: deliveries are known for a day. */
  #before: Segment | null = null;

  /** @throws AdapterError `log-damaged` when the newest file is. */
  constructor(seat: StreamSeat) {
    this.#seat = seat;
    const paths = segmentPaths(seat.folder, seat.stream);
    const path = paths.findLast(hasSchema);
    this.#head = newStream();
    if (path === undefined) return;
    const before = paths.slice(0, paths.indexOf(path)).findLast(hasSchema);
    if (before !== undefined) this.#before = new Segment(before, null);
    this.#segment = new Segment(path, null);
    this.#segment.check();
    this.#head = this.#segment.head();
    for (const mark of this.#segment.marks()) this.#marks.raise(mark);
  }

  standing(): StreamStanding {
    const { folder, stream } = this.#seat;
    return { stream, identity: this.#head.identity, files: segmentPaths(folder, stream), end: this.#head.end };
  }

  /** Offsets by call. @throws whatever SQLite throws; nothing of any call is then kept. */
  append(calls: readonly (readonly LogLine[])[]): number[][] {
    const segment = this.#segmentFor(calls);
    const draft = { head: this.#head, raised: [] as Mark[] };
    const marks = this.#marks.copy();
    const offsets = inTransaction(segment.database, () => {
      const written = calls.map((lines) => lines.map((line) => this.#write(segment, line, { draft, marks })));
      for (const mark of lastMarks(draft.raised)) segment.setMark(mark);
      segment.setHead(draft.head);
      return written;
    });
    this.#head = draft.head;
    this.#marks = marks;
    return offsets;
  }

  /** Removes files whose records were all received before; never the newest. */
  trim(beforeMs: number): { records: number; files: string[] } {
    const { folder, stream } = this.#seat;
    const files: string[] = [];
    let records = 0;
    for (const path of segmentPaths(folder, stream)) {
      if (path === this.#segment?.path) break;
      const head = headOf(path);
      if (head !== null && head.lastReceivedAt >= beforeMs) break;
      this.#forget(path);
      records += head === null ? 0 : head.end - head.first;
      files.push(path);
    }
    return { records, files };
  }

  close(): void {
    this.#segment?.close();
    this.#before?.close();
    this.#segment = null;
    this.#before = null;
  }

  #write(segment: Segment, line: LogLine, { draft, marks }: { draft: Draft; marks: HighWaterMarks }): number {
    if (line.from !== undefined && marks.isRepeat(line.from)) return -1;
    const known = line.deliveryId === undefined ? undefined : this.#delivery(segment, line.deliveryId);
    if (known !== undefined && known.receivedAt > line.receivedAt - deliveryMemoryMs) return known.offset;
    const offset = draft.head.end;
    segment.insert(offset, line);
    if (line.from !== undefined) {
      marks.raise(line.from);
      draft.raised.push(line.from);
    }
    const lastReceivedAt = Math.max(draft.head.lastReceivedAt, line.receivedAt);
    draft.head = { ...draft.head, end: offset + 1, lastReceivedAt };
    return offset;
  }

  #delivery(segment: Segment, id: string): { offset: number; receivedAt: number } | undefined {
    return segment.delivery(id) ?? this.#before?.delivery(id);
  }

  /** The file of the day; the day never goes back. */
  #segmentFor(calls: readonly (readonly LogLine[])[]): Segment {
    const received = calls.flat().reduce((latest, line) => Math.max(latest, line.receivedAt), 0);
    const day = dayOf(received);
    if (this.#segment !== null && day <= dayOfPath(this.#segment.path)) return this.#segment;
    return this.#startFile(segmentPath(this.#seat.folder, this.#seat.stream, day));
  }

  #startFile(path: string): Segment {
    removeFile(path);
    const next = new Segment(path, this.#head, this.#marks.all());
    syncFolder(this.#seat.folder);
    this.#before?.close();
    this.#before = this.#segment;
    this.#segment = next;
    this.#head = next.head();
    this.#seat.onNewFile(path);
    return next;
  }

  #forget(path: string): void {
    if (this.#before?.path === path) {
      this.#before.close();
      this.#before = null;
    }
    removeFile(path);
  }
}

interface Draft {
  head: SegmentHead;
  readonly raised: Mark[];
}

function lastMarks(raised: readonly Mark[]): Mark[] {
  const marks = new HighWaterMarks();
  for (const mark of raised) marks.raise(mark);
  return marks.all();
}

/** False for a file whose making was cut short by a crash or a full disk: it holds nothing. */
function hasSchema(path: string): boolean {
  if (statSync(path).size === 0 && statSync(`${path}-wal`, { throwIfNoEntry: false }) === undefined) return false;
  const database = new DatabaseSync(path);
  const row = database.prepare("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'head'").get();
  database.close();
  return row?.['tables'] === 1;
}

function headOf(path: string): SegmentHead | null {
  if (!hasSchema(path)) return null;
  const database = openForReading(path, 0);
  try {
    return readHead(database, path);
  } finally {
    database.close();
  }
}

function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}

/** A new file is there after a power cut only when its folder is on disk too. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
