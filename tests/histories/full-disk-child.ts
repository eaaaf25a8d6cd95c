// Fills the disk under log and state, and says in JSON what became of calls before, while and after.
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isFault } from '../../domain/errors.ts';
import type { UnitOfWork } from '../../domain/ports/state-store.ts';
import type { LogRecord } from '../../domain/record.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';

const folder = process.argv[2] ?? '';
const filler = join(folder, 'filler');
const stores = await openSqliteStores({ folder, ballastBytes: 512 * 1_024 });
const { log, store } = stores;
const epoch = await store.claim('stage', 0);
let appended = 0;
let committed = 0;

function recordOf(n: number): LogRecord {
  const receivedAt = Date.UTC(2026, 10, 24) + n;
  const body = 'x'.repeat(20_000);
  return { v: 1, id: `r${String(n)}`, tenant: 't', key: 'k', kind: 'delivery', occurredAt: 0, receivedAt, body };
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (thrown: unknown) => (isFault(thrown) ? `${thrown.code}${thrown.retryable ? ' retryable' : ''}` : String(thrown)),
  );

async function append(): Promise<string> {
  const told = await outcome(log.append('events', [recordOf(appended)]));
  if (told === 'ok') appended += 1;
  return told;
}

async function commit(): Promise<string> {
  const offset = committed + 1;
  const rows = [{ table: 't', key: `k${String(offset)}`, json: JSON.stringify('y'.repeat(20_000)) }];
  const out = [{ stream: 'alerts' as const, record: recordOf(offset) }];
  const unit: UnitOfWork = { stage: 'stage', partition: 0, epoch, log: 'L', offset, chain: '', rows, out };
  const told = await outcome(store.commit(unit));
  if (told === 'ok') committed += 1;
  return told;
}

/** Until the call no longer succeeds, or no longer fails. */
async function until(call: () => Promise<string>, wanted: (told: string) => boolean): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const told = await call();
    if (wanted(told)) return told;
    if (told !== 'ok') await pause(20);
  }
  return 'never';
}

const before = [await append(), await commit()];
/** A round: fill all but a little, push until refused, then free it. */
async function round(slackBytes: number, first: () => Promise<string>): Promise<string[]> {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - slackBytes)));
  const refused = await until(first, (told) => told !== 'ok');
  const others = [await append(), await commit()];
  rmSync(filler);
  const healed = [await until(append, (told) => told === 'ok'), await until(commit, (told) => told === 'ok')];
  return [refused, ...others, ...healed];
}

const rounds = [await round(100_000, append), await round(100_000, commit), await round(0, append)];
await stores.close();
const again = await openSqliteStores({ folder, ballastBytes: 512 * 1_024 });
const events = await again.log.read('events', 0, 0, 1_000);
const found = {
  events: await again.log.end('events', 0),
  firstIds: events.slice(0, 3).map((record) => record.id),
  alerts: await again.log.end('alerts', 0),
  position: (await again.store.position('stage', 0))?.offset,
};
await again.close();
process.stdout.write(JSON.stringify({ before, rounds, appended, committed, found }));
