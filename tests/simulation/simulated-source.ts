// A monitoring system in a simulation: says each thing until it is acknowledged, one after another, never again after it.
import { defaultSources } from '../../ingest/adapters/registry.ts';
import { deliveryRecords } from '../../ingest/delivery.ts';
import { readOrReject } from '../../ingest/read-or-reject.ts';
import type { LogRecord } from '../../domain/record.ts';
import type { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { tenant } from './site.ts';
import type { Statement } from './world.ts';

const source = defaultSources('UTC', tenant).find(({ profile }) => profile.type === 'generic');
const resendMs = 5_000;

function recordsOf(statement: Statement, startMs: number, receivedAt: number): readonly LogRecord[] {
  if (source === undefined) throw new Error('there is no generic source');
  const { host, check, state, severity, atMs } = statement;
  const at = new Date(startMs + atMs).toISOString();
  const body = Buffer.from(JSON.stringify({ host, check, state, severity, message: 'as told', at }));
  return deliveryRecords(
    { source: source.profile, receivedAt, body, partitions: 1 },
    readOrReject(source, body, receivedAt),
  ).events;
}

export interface SourceParts {
  readonly statements: readonly Statement[];
  readonly startMs: number;
  readonly clock: ToldClock;
  readonly process: () => SimulatedProcess | null;
}

export class SimulatedSource {
  readonly #parts: SourceParts;
  /** Ids of acknowledged records. */
  readonly acknowledged: string[] = [];
  readonly done: Promise<void>;

  constructor(parts: SourceParts) {
    this.#parts = parts;
    this.done = this.#run();
  }

  async #run(): Promise<void> {
    const { statements, startMs, clock } = this.#parts;
    for (const statement of statements) {
      await this.#until(startMs + statement.atMs);
      for (;;) {
        const sent = recordsOf(statement, startMs, clock.now());
        const taken = await Promise.race([this.#send(sent), this.#until(clock.now() + resendMs).then(() => false)]);
        if (!taken) continue;
        this.acknowledged.push(...sent.map(({ id }) => id));
        break;
      }
    }
  }

  /** False, or no answer at all: not acknowledged. */
  async #send(records: readonly LogRecord[]): Promise<boolean> {
    const door = this.#parts.process()?.door() ?? null;
    if (door === null) return never();
    try {
      for (const record of records) await door(record);
      return true;
    } catch {
      return never();
    }
  }

  #until(atMs: number): Promise<void> {
    return this.#parts.clock.until(atMs, new AbortController().signal);
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
