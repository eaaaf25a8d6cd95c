// State in memory: for replay, backtests and tests. Rows and outgoing records appear together.
import type { Row, RowChange, Scan, StageState, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import type { MemoryEventLog } from '../log/memory-event-log.ts';
import { commitRefused, refuseCommit } from './commit-check.ts';
import { RowsHash } from './rows-hash.ts';
import { SortedRows } from './sorted-rows.ts';
import { unitRecords } from './unit-records.ts';

interface Held {
  epoch: number;
  state: StageState | null;
  tables: Map<string, SortedRows>;
}

const portion = 1_000;

export class MemoryStateStore implements StateStore {
  readonly #log: MemoryEventLog;
  readonly #stages = new Map<string, Held>();

  constructor(log: MemoryEventLog) {
    this.#log = log;
  }

  position(stage: string, partition: number): Promise<StageState | null> {
    return Promise.resolve(this.#held(stage, partition).state);
  }

  async *load(stage: string, partition: number): AsyncIterable<readonly Row[]> {
    const { tables } = this.#held(stage, partition);
    for (const table of [...tables.keys()].sort()) {
      let rows = await this.scan(stage, partition, table, { limit: portion });
      while (rows.length > 0) {
        yield rows;
        rows = await this.scan(stage, partition, table, { limit: portion, after: rows.at(-1)?.key ?? '' });
      }
    }
  }

  claim(stage: string, partition: number): Promise<number> {
    const held = this.#held(stage, partition);
    held.epoch += 1;
    return Promise.resolve(held.epoch);
  }

  commit(unit: UnitOfWork): Promise<void> {
    const held = this.#held(unit.stage, unit.partition);
    const refusal = refuseCommit(unit, { epoch: held.epoch, offset: held.state?.offset ?? null });
    if (refusal !== null) return Promise.reject(commitRefused(refusal, unit.stage));
    for (const [stream, records] of unitRecords(unit)) this.#log.appendNow(stream, records);
    for (const row of unit.rows) change(held, row);
    held.state = { offset: unit.offset, epoch: unit.epoch, log: unit.log, chain: unit.chain };
    return Promise.resolve();
  }

  get(stage: string, partition: number, table: string, key: string): Promise<string | null> {
    return Promise.resolve(this.#held(stage, partition).tables.get(table)?.get(key) ?? null);
  }

  scan(stage: string, partition: number, table: string, scan: Scan): Promise<readonly Row[]> {
    const rows = this.#held(stage, partition).tables.get(table);
    return Promise.resolve(rows?.scan(scan).map(([key, json]) => ({ table, key, json })) ?? []);
  }

  async hash(stage: string, partition: number): Promise<string> {
    const hash = new RowsHash();
    for await (const rows of this.load(stage, partition)) hash.add(rows);
    return hash.end();
  }

  reset(stage: string, partition: number): Promise<void> {
    const held = this.#held(stage, partition);
    held.state = null;
    held.tables = new Map();
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #held(stage: string, partition: number): Held {
    const name = `${String(partition)}/${stage}`;
    const known = this.#stages.get(name) ?? { epoch: 0, state: null, tables: new Map<string, SortedRows>() };
    this.#stages.set(name, known);
    return known;
  }
}

function change(held: Held, row: RowChange): void {
  const rows = held.tables.get(row.table) ?? new SortedRows();
  held.tables.set(row.table, rows);
  rows.change(row.key, row.json);
}
