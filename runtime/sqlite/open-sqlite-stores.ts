// Opens log and state in one data folder: the embedded default.
import { join } from 'node:path';
import { lockFolder } from '../folder-lock.ts';
import { SqliteEventLog } from './sqlite-event-log.ts';
import { SqliteStateStore } from './sqlite-state-store.ts';
import { TailCache } from './tail-cache.ts';
import { WriterLink } from './writer-link.ts';
import type { Notice } from './writer-protocol.ts';

/** Text of records kept for stages that read close behind; parsed it is a few times as much. */
const defaultCacheBytes = 6 << 20;
/** More than the largest unit of work in the queue. */
const defaultBallastBytes = 8 << 20;

export interface SqliteStoresOptions {
  /** Made where it is missing. */
  readonly folder: string;
  /** Worth a log line: a tail dropped at start, the writer dead (`writer-died`: the process can't go on). */
  readonly onNotice?: (notice: Notice) => void;
  readonly cacheBytes?: number;
  readonly ballastBytes?: number;
}

export interface SqliteStores {
  readonly log: SqliteEventLog;
  readonly store: SqliteStateStore;
  /** Writes what was handed over, closes all files, gives the folder free. */
  close(): Promise<void>;
}

/**
 * @throws ConfigError `data-folder-locked` (another process has it), `data-folder-unusable`.
 * @throws AdapterError `log-damaged`, `state-damaged`, `log-full`.
 */
export async function openSqliteStores(options: SqliteStoresOptions): Promise<SqliteStores> {
  const { folder, cacheBytes = defaultCacheBytes, ballastBytes = defaultBallastBytes } = options;
  const lock = lockFolder(folder);
  let log: SqliteEventLog | null = null;
  const link = new WriterLink(
    { folder, ballastBytes },
    { onNewFile: (stream, file) => log?.addFile(stream, file), onNotice: (notice) => options.onNotice?.(notice) },
  );
  try {
    log = new SqliteEventLog(link, new TailCache(cacheBytes), await link.ready);
    return stores({ log, link, folder, release: () => lock.release() });
  } catch (thrown) {
    await link.close();
    lock.release();
    throw thrown;
  }
}

interface Opened {
  readonly log: SqliteEventLog;
  readonly link: WriterLink;
  readonly folder: string;
  readonly release: () => void;
}

function stores({ log, link, folder, release }: Opened): SqliteStores {
  const store = new SqliteStateStore(link, log, join(folder, 'state.db'));
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await log.close();
    await store.close();
    await link.close();
    release();
  };
  return { log, store, close: () => (closed ??= close()) };
}
