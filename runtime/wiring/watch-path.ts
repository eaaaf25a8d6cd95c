// Looks at a file or a folder every few seconds, and reads it again when it changed.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';

export interface Watched {
  readonly path: string;
  readonly pace: Clock;
  /** Reads it again; false: to be tried again although it stays as it is. */
  readonly readAgain: () => Promise<boolean>;
}

/** People edit by hand: sooner would read half a file, later would make them wonder. */
const lookEveryMs = 5_000;

/** Size and time of the file, or of each file of the folder; a change of any is worth a look inside. */
function traceOf(path: string): string {
  try {
    const found = statSync(path);
    if (!found.isDirectory()) return `${found.mtimeMs}/${found.size}`;
    return readdirSync(path)
      .sort()
      .map((name) => `${name}/${traceOf(join(path, name))}`)
      .join();
  } catch {
    return 'missing';
  }
}

/** Runs until aborted. */
export async function watchPath({ path, pace, readAgain }: Watched, signal: AbortSignal): Promise<void> {
  let seen = traceOf(path);
  while (!signal.aborted) {
    await pace.until(pace.now() + lookEveryMs, signal);
    const trace = traceOf(path);
    if (signal.aborted || trace === seen) continue;
    if (await readAgain()) seen = trace;
  }
}
