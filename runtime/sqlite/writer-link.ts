// The main thread's end of the writer worker: calls become promises, in order, bounded in bytes.
import { Worker } from 'node:worker_threads';
import { AdapterError } from '../../domain/errors.ts';
import type { StreamName } from '../../domain/record.ts';
import type {
  FaultText,
  Notice,
  StreamStanding,
  WriterCall,
  WriterMessage,
  WriterReply,
  WriterRequest,
  WriterSettings,
} from './writer-protocol.ts';

interface Waiting {
  readonly bytes: number;
  /** Called before any promise of the same message goes on, in the order of the replies. */
  readonly onReply: (reply: WriterReply) => void;
  readonly resolve: (reply: WriterReply) => void;
  readonly reject: (fault: AdapterError) => void;
}

export interface LinkEvents {
  readonly onNewFile: (stream: StreamName, file: string) => void;
  readonly onNotice: (notice: Notice) => void;
}

export class WriterLink {
  /** What the streams are at the start. */
  readonly ready: Promise<readonly StreamStanding[]>;
  readonly #worker: Worker;
  readonly #events: LinkEvents;
  readonly #waiting = new Map<number, Waiting>();
  readonly #exited: Promise<void>;
  #lastId = 0;
  #inFlightBytes = 0;
  #over: AdapterError | null = null;
  readonly #opened = Promise.withResolvers<readonly StreamStanding[]>();

  constructor(settings: WriterSettings, events: LinkEvents) {
    this.#events = events;
    this.ready = this.#opened.promise;
    this.#worker = new Worker(workerFile(), { workerData: settings });
    this.#worker.on('message', (message: WriterMessage) => this.#hear(message));
    this.#worker.on('error', (error: Error) => this.#fail('writer-died', error.message, error));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => resolve(this.#fail('writer-closed', 'the log and the state are closed')));
    });
  }

  /** Bytes handed over and not answered yet. */
  get inFlightBytes(): number {
    return this.#inFlightBytes;
  }

  call(call: WriterCall, bytes: number, onReply: Waiting['onReply'] = () => undefined): Promise<WriterReply> {
    if (this.#over !== null) return Promise.reject(this.#over);
    const id = ++this.#lastId;
    this.#inFlightBytes += bytes;
    const request: WriterRequest = { id, bytes, call };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { bytes, onReply, resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  /** Writes what was handed over, closes the files, ends the worker. */
  async close(): Promise<void> {
    if (this.#over === null) await this.call({ op: 'close' }, 0).catch(() => undefined);
    await this.#exited;
  }

  #hear(message: WriterMessage): void {
    if (message.say === 'replies') for (const reply of message.replies) this.#settle(reply);
    else if (message.say === 'ready') this.#opened.resolve(message.streams);
    else if (message.say === 'failed') this.#opened.reject(toError(message.fault));
    else if (message.say === 'new-file') this.#events.onNewFile(message.stream, message.file);
    else this.#events.onNotice(message.notice);
  }

  #settle(reply: WriterReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    this.#waiting.delete(reply.id);
    this.#inFlightBytes -= waiting.bytes;
    if (reply.fault !== undefined) return waiting.reject(toError(reply.fault));
    waiting.onReply(reply);
    waiting.resolve(reply);
  }

  #fail(code: string, message: string, cause?: unknown): void {
    this.#over ??= new AdapterError(code, message, { cause });
    if (code === 'writer-died') this.#events.onNotice({ code, reason: message });
    this.#opened.reject(this.#over);
    for (const { reject } of this.#waiting.values()) reject(this.#over);
    this.#waiting.clear();
  }
}

function toError({ code, message, retryable }: FaultText): AdapterError {
  return new AdapterError(code, message, { retryable });
}

/** The source in a checkout, the built file in a package. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './writer.ts' : './writer.js', import.meta.url);
}
