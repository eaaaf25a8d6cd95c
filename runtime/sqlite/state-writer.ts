// state.db, written: rows, positions, epochs, and the outbox that the log's files are filled from.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamName } from '../../domain/record.ts';
import { commitRefused, refuseCommit } from '../state/commit-check.ts';
import { checkStructure, inTransaction, openForWriting } from './database.ts';
import { encodeKey } from '../state/key-order.ts';
import type { CommitCall, LogLine, Seat, StreamLines } from './writer-protocol.ts';

/** Rows come in any order: small pages; a page that changes often moves into the file once in a long while. */
const tuning = { cacheBytes: 16 << 20, pageBytes: 4_096, checkpointBytes: 64 << 20 };
/** A larger file is not looked through at start. */
const checkedPages = 8_192;

/**
 * Rows stand in an ordinary table with an index: a row of 1 kB in a table WITHOUT ROWID spills onto a page of its own
 * (sqlite.org/withoutrowid.html, "When To Use"), which here made it a third as quick and three times as large.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS scopes (id INTEGER PRIMARY KEY, stage TEXT NOT NULL, "partition" INTEGER NOT NULL,
    tbl TEXT NOT NULL, UNIQUE (stage, "partition", tbl));
  CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key TEXT NOT NULL,
    json TEXT NOT NULL, UNIQUE (scope, key));
  CREATE TABLE IF NOT EXISTS epochs (stage TEXT NOT NULL, "partition" INTEGER NOT NULL, epoch INTEGER NOT NULL,
    PRIMARY KEY (stage, "partition")) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS positions (stage TEXT NOT NULL, "partition" INTEGER NOT NULL, "offset" INTEGER NOT NULL,
    epoch INTEGER NOT NULL, log TEXT NOT NULL, chain TEXT NOT NULL, PRIMARY KEY (stage, "partition")) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, line TEXT NOT NULL,
    receivedAt INTEGER NOT NULL, origin TEXT);
  PRAGMA user_version = 1`;

interface OutboxRow {
  readonly stream: StreamName;
  readonly line: string;
  readonly receivedAt: number;
  readonly origin: string | null;
}

export class StateWriter {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #scopes = new Map<string, number>();

  /** @throws AdapterError `state-damaged`. */
  constructor(path: string) {
    this.#database = openForWriting(path, tuning);
    const [pages] = Object.values(this.#database.prepare('PRAGMA page_count').get() ?? {});
    if (Number(pages) <= checkedPages) checkStructure(this.#database, 'state', path);
    inTransaction(this.#database, () => this.#database.exec(schema));
  }

  /** @throws whatever SQLite throws; nothing of `work` is then kept. */
  transaction<T>(work: () => T): T {
    try {
      return inTransaction(this.#database, work);
    } catch (thrown) {
      this.#scopes.clear();
      throw thrown;
    }
  }

  claim({ stage, partition }: Seat): number {
    const sql = `INSERT INTO epochs VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET epoch = epoch + 1 RETURNING epoch`;
    return Number(this.#prepared(sql).get(stage, partition)?.['epoch']);
  }

  /**
   * Writes rows, position and outbox. Returns the last id in the outbox, 0 if nothing goes out.
   * @throws AdapterError `epoch-fenced`, `offset-replayed`, before anything is written.
   */
  commit(call: CommitCall): number {
    const { stage, partition, offset, epoch, log, chain } = call;
    const refusal = refuseCommit(call, this.#standing(call));
    if (refusal !== null) throw commitRefused(refusal, stage);
    for (const { table, key, json } of call.rows) this.#changeRow(this.#scope(call, table), encodeKey(key), json);
    const sql = `INSERT OR REPLACE INTO positions VALUES (?, ?, ?, ?, ?, ?)`;
    this.#prepared(sql).run(stage, partition, offset, epoch, log, chain);
    return call.out.reduce((last, out) => Math.max(last, this.#putOut(out)), 0);
  }

  reset({ stage, partition }: Seat): void {
    const scopes = `SELECT id FROM scopes WHERE stage = ? AND "partition" = ?`;
    this.#prepared(`DELETE FROM rows WHERE scope IN (${scopes})`).run(stage, partition);
    this.#prepared('DELETE FROM positions WHERE stage = ? AND "partition" = ?').run(stage, partition);
  }

  /** What a crash left between a commit and the log. */
  leftovers(): { lines: StreamLines[]; last: number } {
    const rows = this.#prepared('SELECT * FROM outbox ORDER BY id').all() as unknown as (OutboxRow & { id: number })[];
    const lines = Map.groupBy(rows, (row) => row.stream);
    return {
      lines: [...lines].map(([stream, found]) => ({ stream, lines: found.map(toLine) })),
      last: rows.at(-1)?.id ?? 0,
    };
  }

  /** Forgets what the log holds by now. */
  clearOutbox(upTo: number): void {
    this.#prepared('DELETE FROM outbox WHERE id <= ?').run(upTo);
  }

  close(): void {
    this.#database.close();
  }

  #standing({ stage, partition }: Seat): { epoch: number; offset: number | null } {
    const epoch = this.#prepared('SELECT epoch FROM epochs WHERE stage = ? AND "partition" = ?').get(stage, partition);
    const sql = 'SELECT "offset" FROM positions WHERE stage = ? AND "partition" = ?';
    const offset = this.#prepared(sql).get(stage, partition)?.['offset'];
    return { epoch: Number(epoch?.['epoch'] ?? 0), offset: typeof offset === 'number' ? offset : null };
  }

  #changeRow(scope: number, key: string, json: string | null): void {
    if (json === null) {
      this.#prepared('DELETE FROM rows WHERE scope = ? AND key = ?').run(scope, key);
      return;
    }
    const sql = `INSERT INTO rows (scope, key, json) VALUES (?, ?, ?)
      ON CONFLICT (scope, key) DO UPDATE SET json = excluded.json`;
    this.#prepared(sql).run(scope, key, json);
  }

  #scope({ stage, partition }: Seat, table: string): number {
    const name = `${partition}/${stage}/${table}`;
    const known = this.#scopes.get(name);
    if (known !== undefined) return known;
    const sql = `INSERT INTO scopes (stage, "partition", tbl) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET tbl = excluded.tbl RETURNING id`;
    const id = Number(this.#prepared(sql).get(stage, partition, table)?.['id']);
    this.#scopes.set(name, id);
    return id;
  }

  #putOut({ stream, lines }: StreamLines): number {
    const put = this.#prepared('INSERT INTO outbox (stream, line, receivedAt, origin) VALUES (?, ?, ?, ?)');
    let last = 0;
    for (const { line, receivedAt, from, deliveryId } of lines) {
      last = Number(put.run(stream, line, receivedAt, JSON.stringify({ from, deliveryId })).lastInsertRowid);
    }
    return last;
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

function toLine({ line, receivedAt, origin }: OutboxRow): LogLine {
  const { from, deliveryId } = JSON.parse(origin ?? '{}') as Pick<LogLine, 'from' | 'deliveryId'>;
  return { line, receivedAt, from, deliveryId };
}
