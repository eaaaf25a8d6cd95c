// A small stage for the runner's tests: counts deliveries per key, tells of each, and of a timer that ran out.
import { z } from 'zod';
import type { Row, StateStore } from '../../domain/ports/state-store.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { tickKind } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';

const Body = z.object({ add: z.number().optional(), poison: z.boolean().optional(), dueInMs: z.number().optional() });

interface Tally {
  count: number;
  dueAt: number | null;
}

export interface TallyOptions {
  readonly name?: string;
  readonly to?: StreamName;
  readonly writeOnly?: boolean;
}

export class TallyStage implements Stage {
  readonly name: string;
  readonly writeOnly: boolean;
  /** Languages of the policies it was given, in order. */
  readonly languages: string[] = [];
  readonly #to: StreamName;
  readonly #tallies = new Table<Tally>('tallies');
  #out: Outgoing[] = [];

  constructor({ name = 'tally', to = 'alerts', writeOnly = false }: TallyOptions = {}) {
    this.name = name;
    this.writeOnly = writeOnly;
    this.#to = to;
  }

  restore(rows: Iterable<Row>): void {
    for (const row of rows) this.#tallies.restore(row.key, row.json);
  }

  apply({ record, control }: StageInput): void {
    if (control?.kind === 'policy') this.languages.push(control.body.language);
    if (record.kind === tickKind) return this.#fire(record.receivedAt);
    if (record.kind !== 'delivery') return;
    const { add = 1, poison = false, dueInMs } = Body.parse(record.body);
    const tally = this.#tallies.get(record.key) ?? { count: 0, dueAt: null };
    tally.count += add;
    if (dueInMs !== undefined) tally.dueAt = record.receivedAt + dueInMs;
    this.#tallies.put(record.key, tally);
    this.#tell(record, record.receivedAt, tally.count);
    if (poison) throw new Error('it does not go down');
  }

  take(): StageChanges {
    const out = this.#out;
    this.#out = [];
    return { rows: this.#tallies.take(), out };
  }

  nextDueAt(): number | null {
    const due = [...this.#tallies.values()].flatMap((tally) => (tally.dueAt === null ? [] : [tally.dueAt]));
    return due.length === 0 ? null : Math.min(...due);
  }

  #fire(nowMs: number): void {
    for (const [key, tally] of this.#tallies.entries()) {
      if (tally.dueAt === null || tally.dueAt > nowMs) continue;
      tally.dueAt = null;
      this.#tallies.put(key, tally);
      this.#tell({ key, tenant: 't' }, nowMs, -1);
    }
  }

  #tell({ key, tenant }: Pick<LogRecord, 'key' | 'tenant'>, receivedAt: number, count: number): void {
    const id = `${this.name}-${key}-${String(count)}-${String(receivedAt)}`;
    const record: LogRecord = {
      v: 1,
      id,
      tenant,
      key,
      kind: 'told',
      occurredAt: receivedAt,
      receivedAt,
      body: { count },
    };
    this.#out.push({ stream: this.#to, record });
  }
}

/** Counts by key as the store has them. */
export async function storedTallies(store: StateStore, stage = 'tally'): Promise<Record<string, number>> {
  const rows = await store.scan(stage, 0, 'tallies', { limit: 1_000 });
  return Object.fromEntries(rows.map((row) => [row.key, (JSON.parse(row.json) as Tally).count]));
}
