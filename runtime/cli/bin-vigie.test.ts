// The command is no TypeScript: neither compiler nor linter sees what it calls.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { vigieVersion } from './vigie-version.ts';

const command = new URL('../../bin/vigie', import.meta.url).pathname;

it('bin/vigie comes as far as the command itself', () => {
  const told = execFileSync(process.execPath, [command, '--version'], { encoding: 'utf8' });
  expect(told.trim()).toBe(vigieVersion);
});
