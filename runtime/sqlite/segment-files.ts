// The names of the log's files: one a stream and day, in the order of their days.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StreamName } from '../../domain/record.ts';

const dayMs = 86_400_000;

/** Days since 1970, UTC. */
export function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs);
}

export function segmentPath(folder: string, stream: StreamName, day: number): string {
  return join(folder, `${stream}-${new Date(day * dayMs).toISOString().slice(0, 10)}.db`);
}

/** Of one stream, oldest first. */
export function segmentPaths(folder: string, stream: StreamName): string[] {
  const shape = new RegExp(`^${stream}-\\d{4}-\\d{2}-\\d{2}\\.db$`);
  return readdirSync(folder)
    .filter((name) => shape.test(name))
    .sort()
    .map((name) => join(folder, name));
}

export function dayOfPath(path: string): number {
  return dayOf(Date.parse(path.slice(-13, -3)));
}
