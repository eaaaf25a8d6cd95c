// The data folder belongs to one process: held by a lock of the operating system, which dies with its holder.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError, isFault } from '../domain/errors.ts';
import { makeFolder } from './make-folder.ts';

export interface FolderLock {
  readonly path: string;
  release(): void;
}

/**
 * Takes the folder, made where it is missing. A holder that was killed leaves nothing to clean up: no pid is trusted,
 * since another process (in a container mostly the very same number) may have it by now; it is only shown.
 * @throws ConfigError `data-folder-locked` naming the holder, `data-folder-unusable`.
 */
export function lockFolder(path: string): FolderLock {
  const holder = join(path, 'vigie.pid');
  const lock = takeLock(path, holder);
  writeFileSync(holder, `${String(process.pid)}\n`);
  return {
    path,
    release() {
      if (!lock.isOpen) return;
      rmSync(holder, { force: true });
      lock.close();
    },
  };
}

/** SQLite's exclusive lock: a lock on the file's bytes, on every system that SQLite runs on. */
function takeLock(path: string, holder: string): DatabaseSync {
  const lock = openLock(path);
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    return lock;
  } catch (thrown) {
    lock.close();
    throw refusal({ path, holder, thrown });
  }
}

function openLock(path: string): DatabaseSync {
  try {
    makeFolder(path);
    return new DatabaseSync(join(path, 'lock.db'));
  } catch (thrown) {
    throw unusable(path, thrown);
  }
}

const sqliteBusy = 5;

function refusal({ path, holder, thrown }: { path: string; holder: string; thrown: unknown }): ConfigError {
  const busy = thrown instanceof Error && 'errcode' in thrown && thrown.errcode === sqliteBusy;
  if (!busy) return unusable(path, thrown);
  const text = `the data folder ${path} is in use by process ${pidIn(holder)}: one process at a time may have it`;
  return new ConfigError('data-folder-locked', text, { at: path });
}

function unusable(path: string, cause: unknown): ConfigError {
  const reason = cause instanceof Error ? cause.message : 'unknown';
  const told = isFault(cause) ? reason : `the data folder ${path} can't be used: ${reason}`;
  return new ConfigError('data-folder-unusable', told, { at: path, cause });
}

function pidIn(holder: string): string {
  try {
    return readFileSync(holder, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
