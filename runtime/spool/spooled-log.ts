// The log as a door writes to it: while the real one is away, what comes in waits on disk, and follows in its order.
import { AdapterError, isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog, Position } from '../../domain/ports/event-log.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { partitionOf } from '../../domain/partition.ts';
import { Spool } from './spool.ts';

export interface SpoolParts {
  readonly log: EventLog;
  readonly folder: string;
  /** Text of what waits; above it the door says 503. */
  readonly maxBytes: number;
  /** Real time. */
  readonly pace: Clock;
  readonly onChange: (told: { readonly isAway: boolean; readonly code: string; readonly records: number }) => void;
}

/** A door that waits longer keeps its sender waiting: Alertmanager gives up after 10 s, Zabbix after 3. */
const patienceMs = 2_000;
const askAgainMs = 500;

type Answer = readonly Position[] | 'late';

export class SpooledLog {
  readonly #parts: SpoolParts;
  #spool: Spool | null = null;
  readonly #open = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  /** Runs while anything waits on disk: whatever comes then stands behind it. */
  #emptying: Promise<void> | null = null;

  private constructor(parts: SpoolParts) {
    this.#parts = parts;
  }

  /** What an earlier life left on disk goes on its way. */
  static async over(parts: SpoolParts): Promise<SpooledLog> {
    const spooled = new SpooledLog(parts);
    if (Spool.isLeftIn(parts.folder)) await spooled.#begin('left-over');
    return spooled;
  }

  get isAway(): boolean {
    return this.#spool !== null;
  }

  get isFull(): boolean {
    return (this.#spool?.bytes ?? 0) >= this.#parts.maxBytes;
  }

  /** @throws AdapterError `spool-full` (retryable), or what keeps the log from ever taking these records. */
  async append(stream: StreamName, records: readonly LogRecord[]): Promise<readonly Position[]> {
    if (this.#spool === null) {
      try {
        const answer = await this.#inTime(this.#parts.log.append(stream, records));
        if (answer !== 'late') return answer;
        await this.#begin('log-silent');
      } catch (thrown) {
        if (!isFault(thrown) || !thrown.retryable) throw thrown;
        await this.#begin(thrown.code);
      }
    }
    return this.#keep(stream, records);
  }

  /** As doors see it; whoever reads, reads the real one. */
  asLog(): EventLog {
    const { log } = this.#parts;
    return {
      identity: (stream) => log.identity(stream),
      partitions: (stream) => log.partitions(stream),
      append: (stream, records) => this.append(stream, records),
      read: (stream, partition, from, max) => log.read(stream, partition, from, max),
      end: (stream, partition) => log.end(stream, partition),
      waitFor: (stream, partition, from, signal) => log.waitFor(stream, partition, from, signal),
      trim: (stream, beforeMs) => log.trim(stream, beforeMs),
      close: () => this.close(),
    };
  }

  /** What waits stays on disk for the next life. The log itself is its owner's. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#emptying;
    await this.#spool?.close();
  }

  async #keep(stream: StreamName, records: readonly LogRecord[]): Promise<readonly Position[]> {
    const spool = this.#spool;
    // Emptied in the meantime.
    if (spool === null) return this.append(stream, records);
    if (this.isFull) throw new AdapterError('spool-full', 'the log is away and the spool is full', { retryable: true });
    await spool.add(stream, records);
    const partitions = this.#parts.log.partitions(stream);
    return records.map(({ key }) => ({ partition: partitionOf(key, partitions), offset: -1 }));
  }

  async #inTime(appending: Promise<readonly Position[]>): Promise<Answer> {
    const settled: Promise<unknown> = appending.catch(() => undefined).then(() => this.#open.delete(settled));
    this.#open.add(settled);
    const over = new AbortController();
    const { pace } = this.#parts;
    const late = pace.until(pace.now() + patienceMs, over.signal).then(() => 'late' as const);
    try {
      return await Promise.race([appending, late]);
    } finally {
      over.abort();
    }
  }

  async #begin(code: string): Promise<void> {
    if (this.#spool !== null) return;
    // The folder of the one before must be gone.
    await this.#emptying;
    if (this.#spool !== null) return;
    const spool = new Spool(this.#parts.folder);
    this.#spool = spool;
    this.#parts.onChange({ isAway: true, code, records: 0 });
    await spool.ready;
    this.#emptying = this.#empty(spool);
  }

  /** After all that is still on its way: nothing on disk may overtake it. */
  async #empty(spool: Spool): Promise<void> {
    let moved = 0;
    while (!this.#closing.signal.aborted) {
      await Promise.all(this.#open);
      try {
        moved += await spool.moveTo(this.#parts.log);
        if (spool.bytes === 0) break;
      } catch (thrown) {
        if (!isFault(thrown) || !thrown.retryable)
          this.#parts.onChange({ isAway: true, code: isFault(thrown) ? thrown.code : 'defect', records: moved });
      }
      const { pace } = this.#parts;
      await pace.until(pace.now() + askAgainMs, this.#closing.signal);
    }
    if (this.#closing.signal.aborted) return;
    this.#spool = null;
    this.#parts.onChange({ isAway: false, code: '', records: moved });
    await spool.remove();
  }
}
