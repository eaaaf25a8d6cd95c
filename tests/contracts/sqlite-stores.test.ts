// The contracts of log and store on SQLite files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import type { SqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import { describeEventLog } from './event-log.ts';
import { describeSnapshots } from './snapshots.ts';
import { describeStateStore } from './state-store.ts';

interface OpenStores extends SqliteStores {
  readonly folder: string;
  dispose(): Promise<void>;
}

async function openIn(folder: string): Promise<OpenStores> {
  const stores = await openSqliteStores({ folder, ballastBytes: 64 * 1_024 });
  return {
    ...stores,
    folder,
    async dispose() {
      await stores.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const open = (): Promise<OpenStores> => openIn(mkdtempSync(join(tmpdir(), 'vigie-stores-')));

async function reopen(opened: object): Promise<OpenStores> {
  const stores = opened as OpenStores;
  await stores.close();
  return openIn(stores.folder);
}

describeEventLog('SQLite files', { open, reopen });
describeStateStore('SQLite', { open, reopen });
describeSnapshots('SQLite files', { open, reopen });
