// The log in memory: for replay, backtests and tests.
import type { EventLog, Position } from '../../domain/ports/event-log.ts';
import { streams } from '../../domain/record.ts';
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { MemoryStream } from './memory-stream.ts';

export class MemoryEventLog implements EventLog {
  readonly #identity: string;
  readonly #streams: ReadonlyMap<StreamName, MemoryStream>;

  /** The identity is fixed by default, so that a replay is the same bytes each time. */
  constructor(identity = 'memory') {
    this.#identity = identity;
    this.#streams = new Map(streams.map((name) => [name, new MemoryStream(name)]));
  }

  identity(stream: StreamName): Promise<string> {
    return Promise.resolve(`${this.#identity}-${stream}`);
  }

  partitions(_stream: StreamName): number {
    return 1;
  }

  /** At once: what lets a state store in memory commit rows and records together. */
  appendNow(stream: StreamName, records: readonly LogRecord[]): Position[] {
    return this.#stream(stream)
      .append(records)
      .map((offset) => ({ partition: 0, offset }));
  }

  append(stream: StreamName, records: readonly LogRecord[]): Promise<readonly Position[]> {
    return Promise.resolve(this.appendNow(stream, records));
  }

  read(stream: StreamName, _partition: number, from: number, max: number): Promise<readonly StoredRecord[]> {
    return Promise.resolve(this.#stream(stream).read(from, max));
  }

  end(stream: StreamName, _partition: number): Promise<number> {
    return Promise.resolve(this.#stream(stream).watch.end);
  }

  waitFor(stream: StreamName, _partition: number, from: number, signal: AbortSignal): Promise<void> {
    return this.#stream(stream).watch.waitFor(from, signal);
  }

  trim(stream: StreamName, beforeMs: number): Promise<number> {
    return Promise.resolve(this.#stream(stream).trim(beforeMs));
  }

  close(): Promise<void> {
    for (const stream of this.#streams.values()) stream.watch.wakeAll();
    return Promise.resolve();
  }

  #stream(name: StreamName): MemoryStream {
    return this.#streams.get(name) as MemoryStream;
  }
}
