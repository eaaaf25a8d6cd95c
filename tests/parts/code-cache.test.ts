// The command keeps its compiled code with the user, and runs as ever where nothing can be kept.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const command = join(import.meta.dirname, '../../bin/vigie');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-code-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `vigie --version` says, within a minute. */
async function version(environment: Readonly<Record<string, string>>): Promise<string> {
  const { NODE_COMPILE_CACHE: _given, ...env } = process.env;
  const asked = await promisify(execFile)(process.execPath, [command, '--version'], {
    env: { ...env, ...environment },
    timeout: 60_000,
  });
  return asked.stdout.trim();
}

it('is for its user alone', async () => {
  expect(await version({ XDG_CACHE_HOME: folder })).toMatch(/^\d+\.\d+\.\d+$/);
  const ours = join(folder, 'vigie');
  expect(readdirSync(ours)).toHaveLength(1);
  if (process.platform !== 'win32') expect(statSync(ours).mode & 0o777).toBe(0o700);
});

it.each([
  ['a file is in the way', (at: string) => ({ XDG_CACHE_HOME: join(at, 'file') })],
  ['the folder cannot be made', () => ({ XDG_CACHE_HOME: '/proc/nowhere' })],
  ['there is no home', (at: string) => ({ HOME: join(at, 'gone'), XDG_CACHE_HOME: '' })],
])('does without where %s', async (_why, environmentAt) => {
  writeFileSync(join(folder, 'file'), '');
  expect(await version(environmentAt(folder))).toMatch(/^\d+\.\d+\.\d+$/);
  expect(readdirSync(folder)).toEqual(['file']);
});
