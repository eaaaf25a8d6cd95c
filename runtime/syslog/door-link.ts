// The main thread's end of a syslog door: opens its worker, stores what it hands over, closes it.
import { Worker } from 'node:worker_threads';
import { AdapterError } from '../../domain/errors.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import type { ListenAddress } from '../../ingest/syslog/syslog-settings.ts';
import { recordOfLine } from '../log/record-line.ts';
import type { DoorMessage, DoorOrder, DoorSettings, StreamLines } from './door-protocol.ts';
import { faultTold, tellFault } from './told-fault.ts';

export interface DoorParts {
  readonly settings: DoorSettings;
  /** Resolves once durable. @throws AdapterError; the door tries again where it is retryable. */
  readonly append: (stream: StreamName, records: readonly LogRecord[]) => Promise<unknown>;
  /** All of one delivery is durable. */
  readonly onStored: () => void;
  /** What went wrong and was survived. */
  readonly onFault: (thrown: Error) => void;
}

export class SyslogDoor {
  /** Rejects when the worker dies: the process must end. */
  readonly failed: Promise<never>;
  udp: ListenAddress | null = null;
  tcp: ListenAddress | null = null;
  readonly #parts: DoorParts;
  readonly #worker: Worker;
  readonly #opened = Promise.withResolvers<undefined>();
  readonly #died = Promise.withResolvers<never>();
  readonly #exited: Promise<void>;

  private constructor(parts: DoorParts) {
    this.#parts = parts;
    this.failed = this.#died.promise;
    this.failed.catch(() => undefined);
    this.#worker = new Worker(workerFile(), { workerData: parts.settings });
    this.#worker.on('message', (message: DoorMessage) => this.#hear(message));
    this.#worker.on('error', (cause: Error) => this.#fail(cause));
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', () => resolve());
    });
  }

  /** Resolves once both sockets listen. @throws ConfigError of the packs, AdapterError `syslog-not-listening`. */
  static async open(parts: DoorParts): Promise<SyslogDoor> {
    const door = new SyslogDoor(parts);
    await door.#opened.promise;
    return door;
  }

  /** Takes no more, stores what it has, then resolves. */
  async close(): Promise<void> {
    this.#tell({ order: 'close' });
    await this.#exited;
  }

  #hear(message: DoorMessage): void {
    if (message.say === 'store') void this.#store(message.id, message.parts);
    else if (message.say === 'fault') this.#parts.onFault(faultTold(message.fault));
    else if (message.say === 'failed') this.#opened.reject(faultTold(message.fault));
    else if (message.say === 'open') {
      this.udp = message.udp;
      this.tcp = message.tcp;
      this.#opened.resolve(undefined);
    }
  }

  async #store(id: number, parts: readonly StreamLines[]): Promise<void> {
    try {
      for (const { stream, lines } of parts) await this.#parts.append(stream, lines.map(recordOfLine));
      this.#parts.onStored();
      this.#tell({ order: 'stored', id });
    } catch (thrown) {
      this.#tell({ order: 'not-stored', id, fault: tellFault(thrown) });
    }
  }

  #tell(order: DoorOrder): void {
    this.#worker.postMessage(order);
  }

  #fail(cause: Error): void {
    const { name } = this.#parts.settings;
    const fault = new AdapterError('syslog-door-died', `the door of ${name} died: ${cause.message}`, { cause });
    this.#opened.reject(fault);
    this.#died.reject(fault);
  }
}

/** The source in a checkout, the built file in a package. */
function workerFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './door-worker.ts' : './door-worker.js', import.meta.url);
}
