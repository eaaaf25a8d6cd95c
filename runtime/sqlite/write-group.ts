// One group of calls made durable: one transaction on the state, one on each stream's file, then all are answered.
import { streams } from '../../domain/record.ts';
import type { StreamName } from '../../domain/record.ts';
import { asAdapterError, full, isFull } from './database.ts';
import type { Area } from './database.ts';
import type { DiskGuard } from './disk-guard.ts';
import type { StateWriter } from './state-writer.ts';
import type { StreamWriter } from './stream-writer.ts';
import type {
  CommitCall,
  FaultText,
  LogLine,
  StreamLines,
  WriterReply,
  WriterRequest,
  Written,
} from './writer-protocol.ts';

type Request<Op> = WriterRequest & { readonly call: Extract<WriterRequest['call'], { op: Op }> };

/** A commit that is durable, and waits until its records are in the log. */
interface Copying {
  readonly id: number;
  readonly lastOut: number;
  readonly missing: Map<StreamName, readonly LogLine[]>;
  readonly written: Written[];
}

export interface WriterParts {
  readonly folder: string;
  readonly state: StateWriter;
  readonly streams: ReadonlyMap<StreamName, StreamWriter>;
  readonly guard: DiskGuard;
  readonly reply: (reply: WriterReply) => void;
}

export class GroupWriter {
  readonly #parts: WriterParts;
  #copying: Copying[] = [];
  /** Up to here the log holds the outbox. */
  #copied = 0;
  #cleared = 0;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#copyLeftovers();
  }

  /** True while a commit waits for the disk: `write` must be called again, be it with nothing. */
  get waiting(): boolean {
    return this.#copying.length > 0;
  }

  write(requests: readonly WriterRequest[]): void {
    if (!this.#parts.guard.hold()) return this.#writeWhileFull(requests);
    this.#writeState(requests.filter(isForState));
    this.#writeStreams(requests.filter((request): request is Request<'append'> => request.call.op === 'append'));
    for (const request of requests) if (request.call.op === 'trim') this.#trim(request as Request<'trim'>);
  }

  /** What the log holds leaves the outbox. A disk too full for that keeps it: the next start drops the repeats. */
  finish(): void {
    try {
      if (this.#copied > this.#cleared) this.#parts.state.transaction(() => this.#clearOutbox());
      this.#cleared = this.#copied;
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown;
    }
  }

  /** Only what frees room, or what is promised already. */
  #writeWhileFull(requests: readonly WriterRequest[]): void {
    for (const request of requests) {
      if (request.call.op === 'trim') this.#trim(request as Request<'trim'>);
      else this.#refuse(request.id, full(request.call.op === 'append' ? 'log' : 'state'));
    }
    this.#writeStreams([]);
  }

  #writeState(requests: readonly Request<'commit' | 'claim' | 'reset'>[]): void {
    if (requests.length === 0) return;
    const replies: WriterReply[] = [];
    const copying: Copying[] = [];
    try {
      this.#parts.state.transaction(() => {
        this.#clearOutbox();
        for (const request of requests) this.#writeOne(request, { replies, copying });
      });
    } catch (thrown) {
      for (const { id } of requests) this.#refuse(id, this.#fault(thrown, 'state'));
      return;
    }
    this.#cleared = this.#copied;
    this.#copying.push(...copying);
    for (const reply of replies) this.#parts.reply(reply);
  }

  #writeOne({ id, call }: Request<'commit' | 'claim' | 'reset'>, done: Pick<Done, 'replies' | 'copying'>): void {
    if (call.op === 'claim') done.replies.push({ id, count: this.#parts.state.claim(call) });
    else if (call.op === 'commit') this.#commit(id, call, done);
    else {
      this.#parts.state.reset(call);
      done.replies.push({ id });
    }
  }

  /** A refused commit has written nothing, and does not harm the others of its group. */
  #commit(id: number, call: CommitCall, { replies, copying }: Done): void {
    try {
      const lastOut = this.#parts.state.commit(call);
      const missing = new Map(call.out.map(({ stream, lines }) => [stream, lines]));
      if (missing.size === 0) replies.push({ id });
      else copying.push({ id, lastOut, missing, written: [] });
    } catch (thrown) {
      const fault = asAdapterError(thrown, 'state', this.#parts.folder);
      if (fault.code !== 'epoch-fenced' && fault.code !== 'offset-replayed') throw thrown;
      replies.push({ id, fault: textOf(fault) });
    }
  }

  #writeStreams(appends: readonly Request<'append'>[]): void {
    for (const stream of streams) {
      const calls = appends.filter((request) => request.call.stream === stream);
      const copies = this.#copying.filter((copy) => copy.missing.has(stream));
      if (calls.length + copies.length > 0) this.#writeStream(stream, calls, copies);
    }
    this.#answerCopied();
  }

  #writeStream(stream: StreamName, calls: readonly Request<'append'>[], copies: readonly Copying[]): void {
    const writer = this.#parts.streams.get(stream) as StreamWriter;
    const lines = [...calls.map(({ call }) => call.lines), ...copies.map((copy) => copy.missing.get(stream) ?? [])];
    try {
      const offsets = writer.append(lines);
      calls.forEach(({ id }, n) => this.#parts.reply({ id, written: [{ stream, offsets: offsets[n] ?? [] }] }));
      copies.forEach((copy, n) => {
        copy.missing.delete(stream);
        copy.written.push({ stream, offsets: offsets[calls.length + n] ?? [] });
      });
    } catch (thrown) {
      for (const { id } of calls) this.#refuse(id, this.#fault(thrown, 'log'));
      if (copies.length > 0 && isFull(thrown)) this.#copyFromBallast(stream, copies);
    }
  }

  /** A durable commit owes its records to the log: the room kept back is for that. */
  #copyFromBallast(stream: StreamName, copies: readonly Copying[]): void {
    if (!this.#parts.guard.held) return;
    this.#parts.guard.release();
    this.#writeStream(stream, [], copies);
  }

  #answerCopied(): void {
    const done = this.#copying.filter((copy) => copy.missing.size === 0);
    if (done.length === 0) return;
    this.#copying = this.#copying.filter((copy) => copy.missing.size > 0);
    const waiting = Math.min(...this.#copying.map((copy) => copy.lastOut));
    const last = Math.max(this.#copied, ...done.map((copy) => copy.lastOut).filter((out) => out < waiting));
    this.#copied = last;
    for (const { id, written } of done) this.#parts.reply({ id, written });
  }

  #clearOutbox(): void {
    if (this.#copied > this.#cleared) this.#parts.state.clearOutbox(this.#copied);
  }

  #copyLeftovers(): void {
    const { lines, last } = this.#parts.state.leftovers();
    for (const left of lines) this.#copyLeft(left);
    this.#copied = last;
    this.finish();
  }

  #copyLeft({ stream, lines }: StreamLines): void {
    const writer = this.#parts.streams.get(stream) as StreamWriter;
    try {
      writer.append([lines]);
    } catch (thrown) {
      if (!isFull(thrown)) throw thrown;
      this.#parts.guard.release();
      writer.append([lines]);
    }
  }

  #trim({ id, call }: Request<'trim'>): void {
    try {
      const gone = this.#parts.streams.get(call.stream)?.trim(call.beforeMs);
      this.#parts.reply({ id, count: gone?.records ?? 0, gone: gone?.files ?? [] });
    } catch (thrown) {
      this.#refuse(id, this.#fault(thrown, 'log'));
    }
  }

  #fault(thrown: unknown, area: Area): FaultText {
    return textOf(asAdapterError(thrown, area, this.#parts.folder));
  }

  #refuse(id: number, fault: FaultText): void {
    this.#parts.reply({ id, fault: textOf(fault) });
  }
}

interface Done {
  readonly replies: WriterReply[];
  readonly copying: Copying[];
}

function isForState(request: WriterRequest): request is Request<'commit' | 'claim' | 'reset'> {
  const { op } = request.call;
  return op === 'commit' || op === 'claim' || op === 'reset';
}

export function textOf({ code, message, retryable }: FaultText): FaultText {
  return { code, message, retryable };
}
