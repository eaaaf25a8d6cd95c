// kill -9 at any moment: nothing acknowledged is lost, and rows, position and records out stay together.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredRecord, StreamName } from '../../domain/record.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import type { SqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';

const rounds = 24;
const child = new URL('./committing-child.ts', import.meta.url).pathname;

interface Acknowledged {
  appended: number;
  committed: number;
}

/** Kills the child after so many acknowledgements, wherever it then is. */
async function runAndKill(folder: string, afterWords: number): Promise<Acknowledged> {
  const running = spawn(process.execPath, [child, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(running, 'exit');
  const seen: Acknowledged = { appended: -1, committed: 0 };
  let words = 0;
  for await (const text of createInterface({ input: running.stdout })) {
    const [word, n] = text.split(' ');
    if (word === 'appended' || word === 'committed') seen[word] = Number(n);
    if (++words === afterWords) running.kill('SIGKILL');
  }
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return seen;
}

async function readAll({ log }: SqliteStores, stream: StreamName): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (;;) {
    const read = await log.read(stream, 0, all.length, 1_000);
    if (read.length === 0) return all;
    all.push(...read);
  }
}

describe('log and state after kill -9', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`keeps every promise over ${String(rounds)} kills`, async () => {
    for (let round = 0; round < rounds; round++) {
      const seen = await runAndKill(folder, 1 + ((round * 7_919) % 211));
      const stores = await openSqliteStores({ folder, ballastBytes: 64 * 1_024 });
      await checkPromises(stores, seen);
      await stores.close();
    }
  }, 120_000);

  async function checkPromises(stores: SqliteStores, seen: Acknowledged): Promise<void> {
    const { store } = stores;
    const events = await readAll(stores, 'events');
    expect(events.length).toBeGreaterThan(seen.appended);
    expect(events.length % 2).toBe(0);
    expect(events.map((record) => record.id)).toEqual(events.map((_, n) => `event${String(n)}`));
    const offset = (await store.position('counter', 0))?.offset ?? 0;
    expect(offset).toBeGreaterThanOrEqual(seen.committed);
    expect(await store.get('counter', 0, 'counts', 'count')).toBe(offset === 0 ? null : String(offset));
    for (const [stream, kind] of [
      ['alerts', 'alert'],
      ['tickets', 'ticket'],
    ] as const) {
      const out = await readAll(stores, stream);
      expect(out.map((record) => record.id)).toEqual(
        Array.from({ length: offset }, (_, n) => `${kind}${String(n + 1)}`),
      );
    }
  }
});
