// Gathers what many datagrams and connections gave within a few milliseconds into one append, and says when to hold.
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Read } from '../source.ts';

/** What came within one batch, as one delivery. */
export interface Gathered {
  readonly read: Read;
  /** Epoch ms, stamped before append. */
  readonly receivedAt: number;
  /** The chunks that ended a line, in order of arrival, of all connections: what makes the delivery's id. */
  readonly body: Uint8Array;
}

/** Where reads become durable. */
export interface ReadSink {
  /** Resolves once all of it is stored. @throws AdapterError (retryable) when it cannot be stored now. */
  append(gathered: Gathered): Promise<void>;
}

export interface GathererOptions {
  readonly sink: ReadSink;
  readonly clock: Clock;
  readonly batchMs: number;
  readonly maxWaitingBytes: number;
  /** Called when there is room again after `isFull` was true. */
  readonly onRoom: () => void;
  /** Each failed append; a batch is kept and tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** A full disk heals by itself: asked again once a second (issue text, bad input). */
const retryMs = 1000;

interface Batch {
  readonly reads: Read[];
  readonly chunks: Uint8Array[];
  bytes: number;
}

function newBatch(): Batch {
  return { reads: [], chunks: [], bytes: 0 };
}

export class ReadGatherer {
  readonly #options: GathererOptions;
  readonly #abort = new AbortController();
  #batch: Batch = newBatch();
  #inFlightBytes = 0;
  #wasFull = false;
  #working: Promise<void> | null = null;
  #lostBytes = 0;

  constructor(options: GathererOptions) {
    this.#options = options;
  }

  /** Whether senders must wait: the log is slow or full. */
  get isFull(): boolean {
    const full = this.#batch.bytes + this.#inFlightBytes >= this.#options.maxWaitingBytes;
    this.#wasFull ||= full;
    return full;
  }

  get waitingBytes(): number {
    return this.#batch.bytes + this.#inFlightBytes;
  }

  /** Bytes that could not be stored before the end. */
  get lostBytes(): number {
    return this.#lostBytes;
  }

  add(read: Read, chunk: Uint8Array): void {
    if (isEmpty(read)) return;
    this.#batch.reads.push(read);
    this.#batch.chunks.push(chunk);
    this.#batch.bytes += chunk.length;
    this.#working ??= this.#work();
  }

  /** Stores what waits, without further waiting: one more try, then gives up. */
  async close(): Promise<void> {
    this.#abort.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#batch.reads.length > 0) {
      await this.#rest(this.#options.batchMs);
      const batch = this.#batch;
      this.#batch = newBatch();
      this.#inFlightBytes = batch.bytes;
      if (!(await this.#store(batch))) this.#lostBytes += batch.bytes;
      this.#inFlightBytes = 0;
      this.#makeRoom();
    }
    this.#working = null;
  }

  /** False only when the end came before the log would take it, or it never will. */
  async #store(batch: Batch): Promise<boolean> {
    const read = merged(batch.reads);
    const body = Buffer.concat(batch.chunks);
    for (;;) {
      const last = this.#abort.signal.aborted;
      try {
        await this.#options.sink.append({ read, receivedAt: this.#options.clock.now(), body });
        return true;
      } catch (error) {
        this.#options.onFailure(error);
        if (last || !(isFault(error) && error.retryable)) return false;
        await this.#rest(retryMs);
      }
    }
  }

  async #rest(ms: number): Promise<void> {
    if (ms === 0 || this.#abort.signal.aborted) return;
    await this.#options.clock.until(this.#options.clock.now() + ms, this.#abort.signal);
  }

  #makeRoom(): void {
    if (!this.#wasFull || this.waitingBytes >= this.#options.maxWaitingBytes) return;
    this.#wasFull = false;
    this.#options.onRoom();
  }
}

function isEmpty(read: Read): boolean {
  return read.events.length + read.unmatched.length + read.rejected.length + (read.ignored ?? 0) === 0;
}

function merged(reads: readonly Read[]): Read {
  const [only] = reads;
  if (reads.length === 1 && only !== undefined) return only;
  return {
    events: reads.flatMap((read) => read.events),
    unmatched: reads.flatMap((read) => read.unmatched),
    rejected: reads.flatMap((read) => read.rejected),
    ignored: reads.reduce((sum, read) => sum + (read.ignored ?? 0), 0),
  };
}
