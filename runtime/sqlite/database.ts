// How Vigie opens a SQLite file, and what its errors mean.
import { DatabaseSync } from 'node:sqlite';
import { AdapterError } from '../../domain/errors.ts';

export interface Tuning {
  /** Bytes of pages that the connection may keep. */
  readonly cacheBytes: number;
  readonly pageBytes: number;
  /** Bytes of write-ahead log after which its pages move into the file. */
  readonly checkpointBytes: number;
}

/** Durable at each commit: WAL with `synchronous=FULL` (architecture, "State: one commit"). */
export function openForWriting(path: string, tuning: Tuning): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec(`PRAGMA page_size=${tuning.pageBytes}`);
  database.exec('PRAGMA journal_mode=WAL');
  database.exec('PRAGMA synchronous=FULL');
  database.exec(`PRAGMA cache_size=-${Math.ceil(tuning.cacheBytes / 1_024)}`);
  database.exec(`PRAGMA wal_autocheckpoint=${Math.ceil(tuning.checkpointBytes / tuning.pageBytes)}`);
  database.exec(`PRAGMA journal_size_limit=${tuning.checkpointBytes * 2}`);
  return database;
}

export function openForReading(path: string, cacheBytes: number): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  database.exec(`PRAGMA cache_size=-${Math.ceil(cacheBytes / 1_024)}`);
  return database;
}

/** @throws whatever `work` throws; nothing of it is then kept. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}

/** @throws AdapterError `log-damaged` or `state-damaged` when the file's structure is broken. */
export function checkStructure(database: DatabaseSync, area: Area, path: string): void {
  const [found] = database.prepare('PRAGMA quick_check(1)').all();
  const verdict = String(Object.values(found ?? {})[0]);
  if (verdict !== 'ok') throw damaged(area, path, verdict);
}

export type Area = 'log' | 'state';

const primaryFull = 13;
const primaryCorrupt = 11;
const primaryNotDatabase = 26;
/** SQLITE_IOERR_SHMSIZE: no room for the index of the write-ahead log. */
const noRoomForIndex = 4_874;

/** What went wrong in a call of node:sqlite or node:fs, in Vigie's words. */
export function asAdapterError(thrown: unknown, area: Area, path: string): AdapterError {
  if (thrown instanceof AdapterError) return thrown;
  if (isFull(thrown)) return full(area, thrown);
  const primary = sqliteCode(thrown) & 0xff;
  if (primary === primaryCorrupt || primary === primaryNotDatabase) return damaged(area, path, thrown);
  const reason = thrown instanceof Error ? thrown.message : 'unknown';
  return new AdapterError(`${area}-failed`, `${path}: ${reason}`, { retryable: true, cause: thrown });
}

export function full(area: Area, cause?: unknown): AdapterError {
  return new AdapterError(`${area}-full`, 'the disk that holds the data folder is full', { retryable: true, cause });
}

export function isFull(thrown: unknown): boolean {
  if (thrown instanceof AdapterError) return thrown.code === 'log-full' || thrown.code === 'state-full';
  const code = sqliteCode(thrown);
  return (code & 0xff) === primaryFull || code === noRoomForIndex || systemCode(thrown) === 'ENOSPC';
}

function damaged(area: Area, path: string, cause: unknown): AdapterError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AdapterError(`${area}-damaged`, `${path} is damaged: ${reason}; ${cures[area]}`, { at: path, cause });
}

const cures: Record<Area, string> = {
  log: 'put back a copy, or move it away and lose what it holds',
  state: 'put back a copy, or move it away: it is built again from the log',
};

function sqliteCode(thrown: unknown): number {
  return thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number' ? thrown.errcode : 0;
}

function systemCode(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
