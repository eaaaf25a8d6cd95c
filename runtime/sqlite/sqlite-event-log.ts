// The log on SQLite files, seen from the main thread: writes go to the worker, reads to the tail in memory or a file.
import { AdapterError } from '../../domain/errors.ts';
import type { EventLog, Position } from '../../domain/ports/event-log.ts';
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { EndWatch } from '../log/end-watch.ts';
import { asRead, lineOf } from '../log/record-line.ts';
import { SegmentReader } from './segment-reader.ts';
import type { SegmentSize } from './segment-reader.ts';
import type { TailCache } from './tail-cache.ts';
import type { WriterLink } from './writer-link.ts';
import type { LogLine, StreamLines, StreamStanding, WriterReply } from './writer-protocol.ts';

/** One read blocks the event loop for no longer than it takes to parse this much. */
const readBytes = 4 << 20;
/** Handed to the writer and not durable yet: above this the door must say "later". */
const inFlightLimitBytes = 64 << 20;

interface OpenStream {
  readonly identity: string;
  readonly watch: EndWatch;
  readonly reader: SegmentReader;
}

export class SqliteEventLog implements EventLog {
  readonly #link: WriterLink;
  readonly #cache: TailCache;
  readonly #streams: ReadonlyMap<StreamName, OpenStream>;

  constructor(link: WriterLink, cache: TailCache, standings: readonly StreamStanding[]) {
    this.#link = link;
    this.#cache = cache;
    this.#streams = new Map(
      standings.map(({ stream, identity, files, end }) => {
        return [stream, { identity, watch: new EndWatch(end), reader: new SegmentReader(stream, files) }];
      }),
    );
  }

  identity(stream: StreamName): Promise<string> {
    return Promise.resolve(this.#stream(stream).identity);
  }

  partitions(_stream: StreamName): number {
    return 1;
  }

  /** @throws AdapterError `log-busy` (retryable) when the disk is slower than the door. */
  async append(stream: StreamName, records: readonly LogRecord[]): Promise<readonly Position[]> {
    if (records.length === 0) return [];
    if (this.#link.inFlightBytes > inFlightLimitBytes) {
      throw new AdapterError('log-busy', 'the disk is slower than what comes in', { retryable: true });
    }
    const sent = [toLines(stream, records)];
    const bytes = bytesOf(sent);
    const reply = await this.#link.call({ op: 'append', ...(sent[0] as StreamLines) }, bytes, (answer) => {
      this.noteWritten(answer, sent, records.map(asRead));
    });
    return (reply.written?.[0]?.offsets ?? []).map((offset) => ({ partition: 0, offset }));
  }

  async read(stream: StreamName, _partition: number, from: number, max: number): Promise<readonly StoredRecord[]> {
    const { watch, reader } = this.#stream(stream);
    const start = Math.max(0, from);
    if (start >= watch.end || max <= 0) return [];
    const kept = this.#cache.read({ stream, from: start, max, maxBytes: readBytes });
    return kept ?? reader.read({ from: start, end: watch.end, max, maxBytes: readBytes });
  }

  end(stream: StreamName, _partition: number): Promise<number> {
    return Promise.resolve(this.#stream(stream).watch.end);
  }

  waitFor(stream: StreamName, _partition: number, from: number, signal: AbortSignal): Promise<void> {
    return this.#stream(stream).watch.waitFor(from, signal);
  }

  async trim(stream: StreamName, beforeMs: number): Promise<number> {
    const reply = await this.#link.call({ op: 'trim', stream, beforeMs }, 0);
    this.#stream(stream).reader.removeFiles(reply.gone ?? []);
    this.#cache.forget(stream);
    return reply.count ?? 0;
  }

  /** Files of a stream, oldest first: what retention by size goes by. */
  sizes(stream: StreamName): Promise<SegmentSize[]> {
    return Promise.resolve(this.#stream(stream).reader.sizes());
  }

  /** The writer is closed by whoever opened it. */
  close(): Promise<void> {
    for (const { watch, reader } of this.#streams.values()) {
      watch.wakeAll();
      reader.close();
    }
    return Promise.resolve();
  }

  /** The writer began a file. */
  addFile(stream: StreamName, file: string): void {
    this.#stream(stream).reader.addFile(file);
  }

  /** What the writer made durable becomes readable; `read`: of the only stream, what its lines read as if known. */
  noteWritten(
    { written = [] }: WriterReply,
    sent: readonly StreamLines[],
    read: readonly (LogRecord | null)[] = [],
  ): void {
    for (const { stream, offsets } of written) {
      const lines = sent.find((one) => one.stream === stream)?.lines ?? [];
      const { watch } = this.#stream(stream);
      offsets.forEach((offset, n) => {
        if (offset < watch.end) return;
        this.#cache.add(stream, offset, lines[n]?.line ?? '', read[n] ?? null);
        watch.advance(offset + 1);
      });
    }
  }

  #stream(name: StreamName): OpenStream {
    return this.#streams.get(name) as OpenStream;
  }
}

export function toLines(stream: StreamName, records: readonly LogRecord[]): StreamLines {
  const lines = records.map((record): LogLine => {
    const { receivedAt, from, deliveryId } = record;
    return { line: lineOf(record), receivedAt, from, deliveryId };
  });
  return { stream, lines };
}

export function bytesOf(sent: readonly StreamLines[]): number {
  return sent.reduce((sum, { lines }) => lines.reduce((bytes, { line }) => bytes + line.length, sum), 0);
}
