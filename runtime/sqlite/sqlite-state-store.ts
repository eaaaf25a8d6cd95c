// State on SQLite, seen from the main thread: writes go to the worker, reads to a read-only connection.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Row, Scan, StageState, StateStore, UnitOfWork } from '../../domain/ports/state-store.ts';
import { RowsHash } from '../state/rows-hash.ts';
import { unitRecords } from '../state/unit-records.ts';
import { asAdapterError, openForReading } from './database.ts';
import { decodeKey, encodeKey, endOfPrefix } from '../state/key-order.ts';
import { bytesOf, toLines } from './sqlite-event-log.ts';
import type { SqliteEventLog } from './sqlite-event-log.ts';
import type { WriterLink } from './writer-link.ts';
import type { CommitCall } from './writer-protocol.ts';

const cacheBytes = 4 << 20;
const portionRows = 1_000;
/** Above every key. */
const endOfKeys = endOfPrefix('');

interface Scope {
  readonly id: number;
  readonly tbl: string;
}

export class SqliteStateStore implements StateStore {
  readonly #link: WriterLink;
  readonly #log: SqliteEventLog;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #scopes = new Map<string, number>();

  /** The writer has made the file. */
  constructor(link: WriterLink, log: SqliteEventLog, path: string) {
    this.#link = link;
    this.#log = log;
    this.#path = path;
    this.#database = openForReading(path, cacheBytes);
  }

  async position(stage: string, partition: number): Promise<StageState | null> {
    const sql = 'SELECT "offset", epoch, log, chain FROM positions WHERE stage = ? AND "partition" = ?';
    const row = this.#read(() => this.#prepared(sql).get(stage, partition));
    return row === undefined ? null : ({ ...row } as unknown as StageState);
  }

  async *load(stage: string, partition: number): AsyncIterable<readonly Row[]> {
    for (const { id, tbl } of this.#scopesOf(stage, partition)) {
      let after: string | undefined;
      for (;;) {
        const rows = this.#scan(id, tbl, { limit: portionRows, ...(after === undefined ? {} : { after }) });
        if (rows.length > 0) yield rows;
        if (rows.length < portionRows) break;
        after = rows.at(-1)?.key;
      }
    }
  }

  async claim(stage: string, partition: number): Promise<number> {
    return (await this.#link.call({ op: 'claim', stage, partition }, 0)).count ?? 0;
  }

  async commit(unit: UnitOfWork): Promise<void> {
    const { stage, partition, epoch, log, offset, chain, rows } = unit;
    const out = [...unitRecords(unit)].map(([stream, records]) => toLines(stream, records));
    const call: CommitCall = { op: 'commit', stage, partition, epoch, log, offset, chain, rows, out };
    const rowBytes = rows.reduce((sum, row) => sum + row.key.length + (row.json?.length ?? 0), 0);
    await this.#link.call(call, rowBytes + bytesOf(out), (reply) => this.#log.noteWritten(reply, out));
  }

  async get(stage: string, partition: number, table: string, key: string): Promise<string | null> {
    const scope = this.#scope(stage, partition, table);
    if (scope === null) return null;
    const sql = 'SELECT json FROM rows WHERE scope = ? AND key = ?';
    const row = this.#read(() => this.#prepared(sql).get(scope, encodeKey(key)));
    return row === undefined ? null : String(row['json']);
  }

  async scan(stage: string, partition: number, table: string, scan: Scan): Promise<readonly Row[]> {
    const scope = this.#scope(stage, partition, table);
    return scope === null ? [] : this.#scan(scope, table, scan);
  }

  async hash(stage: string, partition: number): Promise<string> {
    const hash = new RowsHash();
    for await (const rows of this.load(stage, partition)) hash.add(rows);
    return hash.end();
  }

  async reset(stage: string, partition: number): Promise<void> {
    await this.#link.call({ op: 'reset', stage, partition }, 0);
  }

  /** The writer is closed by whoever opened it. */
  close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
    return Promise.resolve();
  }

  #scan(scope: number, table: string, scan: Scan): Row[] {
    const { prefix = '', after, limit, descending = false } = scan;
    const from = encodeKey(prefix);
    const to = prefix === '' ? endOfKeys : endOfPrefix(prefix);
    const bound = after === undefined ? null : encodeKey(after);
    const beyond = bound === null ? '' : `AND key ${descending ? '<' : '>'} ?`;
    const sql = `SELECT key, json FROM rows WHERE scope = ? AND key >= ? AND key < ? ${beyond}
      ORDER BY key ${descending ? 'DESC' : 'ASC'} LIMIT ?`;
    const bounds = bound === null ? [from, to] : [from, to, bound];
    const rows = this.#read(() => this.#prepared(sql).all(scope, ...bounds, limit));
    return rows.map((row) => ({ table, key: decodeKey(String(row['key'])), json: String(row['json']) }));
  }

  #scope(stage: string, partition: number, table: string): number | null {
    const name = `${partition}/${stage}/${table}`;
    const known = this.#scopes.get(name) ?? this.#scopesOf(stage, partition).find(({ tbl }) => tbl === table)?.id;
    if (known === undefined) return null;
    this.#scopes.set(name, known);
    return known;
  }

  #scopesOf(stage: string, partition: number): Scope[] {
    const sql = 'SELECT id, tbl FROM scopes WHERE stage = ? AND "partition" = ?';
    const scopes = this.#read(() => this.#prepared(sql).all(stage, partition)) as unknown as Scope[];
    return scopes.sort((a, b) => (a.tbl < b.tbl ? -1 : 1));
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #read<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw asAdapterError(thrown, 'state', this.#path);
    }
  }
}
