// The log in memory: for replay, backtests and tests.
import { partitionOf } from '../../domain/partition.ts';
import type { EventLog, Position } from '../../domain/ports/event-log.ts';
import { streams } from '../../domain/record.ts';
import type { LogRecord, StoredRecord, StreamName } from '../../domain/record.ts';
import { MemoryStream } from './memory-stream.ts';

export interface MemoryLogOptions {
  /** Fixed by default, so that a replay is the same bytes each time. */
  readonly identity?: string;
  /** One each by default, as the embedded log has. */
  readonly partitions?: Readonly<Partial<Record<StreamName, number>>>;
}

export class MemoryEventLog implements EventLog {
  readonly #identity: string;
  readonly #streams: ReadonlyMap<StreamName, readonly MemoryStream[]>;

  constructor({ identity = 'memory', partitions = {} }: MemoryLogOptions = {}) {
    this.#identity = identity;
    this.#streams = new Map(
      streams.map((name) => {
        const length = partitions[name] ?? 1;
        return [name, Array.from({ length }, (_, partition) => new MemoryStream(name, partition))];
      }),
    );
  }

  identity(stream: StreamName): Promise<string> {
    return Promise.resolve(`${this.#identity}-${stream}`);
  }

  partitions(stream: StreamName): number {
    return this.#partitionsOf(stream).length;
  }

  /** At once: what lets a state store in memory commit rows and records together. */
  appendNow(stream: StreamName, records: readonly LogRecord[], named?: number): Position[] {
    const count = this.partitions(stream);
    const only = count === 1 ? 0 : named;
    if (only !== undefined) {
      const offsets = this.#stream(stream, only).append(records);
      return offsets.map((offset) => ({ partition: only, offset }));
    }
    return records.flatMap((record) => this.appendNow(stream, [record], partitionOf(record.key, count)));
  }

  append(stream: StreamName, records: readonly LogRecord[], partition?: number): Promise<readonly Position[]> {
    return Promise.resolve(this.appendNow(stream, records, partition));
  }

  read(stream: StreamName, partition: number, from: number, max: number): Promise<readonly StoredRecord[]> {
    return Promise.resolve(this.#stream(stream, partition).read(from, max));
  }

  end(stream: StreamName, partition: number): Promise<number> {
    return Promise.resolve(this.#stream(stream, partition).watch.end);
  }

  waitFor(stream: StreamName, partition: number, from: number, signal: AbortSignal): Promise<void> {
    return this.#stream(stream, partition).watch.waitFor(from, signal);
  }

  trim(stream: StreamName, beforeMs: number): Promise<number> {
    return Promise.resolve(this.#partitionsOf(stream).reduce((gone, one) => gone + one.trim(beforeMs), 0));
  }

  close(): Promise<void> {
    for (const partitions of this.#streams.values()) for (const { watch } of partitions) watch.wakeAll();
    return Promise.resolve();
  }

  #partitionsOf(name: StreamName): readonly MemoryStream[] {
    return this.#streams.get(name) ?? [];
  }

  #stream(name: StreamName, partition: number): MemoryStream {
    return this.#partitionsOf(name)[partition] as MemoryStream;
  }
}
