// The one place that tests ask for a real server: an address in the environment, or a binary on this machine.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

const extraFolders = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/sbin',
  '/usr/lib/postgresql/15/bin',
  '/usr/lib/postgresql/16/bin',
  '/usr/lib/postgresql/17/bin',
];

/** Full path of the first of these programs that this machine has, or null. */
export function findBinary(...names: readonly string[]): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders];
  for (const name of names)
    for (const folder of folders) if (isExecutable(join(folder, name))) return join(folder, name);
  return null;
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs the suite if nothing is missing; says loudly what did not run; with CI=true a missing part is a failure. */
export function describeParts(title: string, missing: readonly string[], suite: () => void): void {
  if (missing.length === 0) {
    describe(title, suite);
    return;
  }
  const why = `${title}: DID NOT RUN, this machine lacks ${missing.join(', ')} (see CONTRIBUTING.md, "Real parts")`;
  process.stderr.write(`\n!! ${why}\n`);
  describe(title, (it) => {
    if (process.env['CI'] === 'true') {
      it('has its real parts', () => {
        throw new Error(why);
      });
    } else {
      it.skip(why);
    }
  });
}
