// A process that appends and commits until it is killed, and says on stdout what was acknowledged.
import { writeSync } from 'node:fs';
import type { LogRecord } from '../../domain/record.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';

const stage = 'counter';

function recordOf(kind: string, n: number): LogRecord {
  const receivedAt = Date.UTC(2026, 10, 24) + n;
  const body = { n, pad: 'x'.repeat((n * 37) % 3_000) };
  return { v: 1, id: `${kind}${String(n)}`, tenant: 't', key: 'k', kind, occurredAt: receivedAt, receivedAt, body };
}

/** Synchronous: what is acknowledged here is said, whenever the kill comes. */
function say(word: string, n: number): void {
  writeSync(1, `${word} ${String(n)}\n`);
}

const folder = process.argv[2] ?? '';
const { log, store } = await openSqliteStores({ folder, ballastBytes: 64 * 1_024 });
const epoch = await store.claim(stage, 0);

async function appendOn(): Promise<never> {
  for (let n = await log.end('events', 0); ; n += 2) {
    await log.append('events', [recordOf('event', n), recordOf('event', n + 1)]);
    say('appended', n + 1);
  }
}

async function commitOn(): Promise<never> {
  const identity = await log.identity('events');
  for (let offset = ((await store.position(stage, 0))?.offset ?? 0) + 1; ; offset++) {
    const rows = [
      { table: 'counts', key: 'count', json: String(offset) },
      { table: 'counts', key: `n${String(offset % 50)}`, json: JSON.stringify('y'.repeat((offset * 91) % 2_000)) },
    ];
    const out = [
      { stream: 'alerts' as const, record: recordOf('alert', offset) },
      { stream: 'tickets' as const, record: recordOf('ticket', offset) },
    ];
    await store.commit({ stage, partition: 0, epoch, log: identity, offset, chain: String(offset), rows, out });
    say('committed', offset);
  }
}

await Promise.all([appendOn(), commitOn()]);
