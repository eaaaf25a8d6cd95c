// Runs the load generator in its own process.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadOrder, LoadResult } from './post-load.ts';

export const defaultOrder = { rate: 5_000, batch: 64, connections: 32, seconds: 60, total: 0, from: 0, resendEvery: 5 };

export async function runLoad(order: LoadOrder): Promise<LoadResult> {
  const child = fork(join(import.meta.dirname, 'post-load.ts'), { execPath: process.execPath });
  child.send(order);
  const answered = once(child, 'message') as Promise<[LoadResult]>;
  const ended = once(child, 'exit').then(() => null);
  const first = await Promise.race([answered, ended]);
  if (first === null) throw new Error('the load generator ended without a word');
  await ended;
  return first[0];
}
