// Changes are told once, by the door; what the door does not take is told again.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Answer } from '../../ingest/take-body.ts';
import { ToldClock } from '../clock/told-clock.ts';
import { followChanges } from './follow-changes.ts';

const start = Date.UTC(2026, 10, 28, 10);
const taken: Answer = { taken: { accepted: 1, rejected: [] } };
const full: Answer = { fault: { status: 503, code: 'log-full', message: 'not stored' } };

test('a list is told entry by entry, once; old ones never, refused ones again', async () => {
  const from = join(mkdtempSync(join(tmpdir(), 'vigie-changes-')), 'changes.ndjson');
  const line = (what: string, minutesAgo: number): string =>
    `${JSON.stringify({ ci: 'shop', what, at: new Date(start - minutesAgo * 60_000).toISOString() })}\n`;
  writeFileSync(from, line('old', 16) + line('a', 2));
  const [pace, clock, over] = [new ToldClock(0), new ToldClock(start), new AbortController()];
  const answers = [full, taken, taken];
  const posted: unknown[][] = [];
  const post = (body: object): Promise<Answer> => {
    posted.push((body as { message: string; host: string; check: string }[]).map(({ message }) => message));
    return Promise.resolve(answers.shift() ?? taken);
  };
  const feed = { type: 'json', from, refreshMs: 30_000 } as const;
  const logger = pino({ level: 'silent' });
  const following = followChanges({ name: 'ci', feed, pace, clock, logger, post }, over.signal);
  const pass = async (): Promise<void> => {
    while (pace.nextWake() === null) await new Promise((resolve) => setImmediate(resolve));
    pace.advanceTo(pace.now() + 30_000);
  };
  await pass();
  writeFileSync(from, line('old', 16) + line('a', 2) + line('b', 1));
  await pass();
  await pass();
  over.abort();
  pace.advanceTo(pace.now() + 30_000);
  await following;
  expect(posted).toEqual([['a'], ['a'], ['b']]);
});
