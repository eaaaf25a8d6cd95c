import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.ts';

const holderScript = `
  import { lockFolder } from ${JSON.stringify(new URL('./folder-lock.ts', import.meta.url).href)};
  lockFolder(process.argv[1]);
  process.stdout.write('held');
  setInterval(() => undefined, 1_000);`;

describe('lockFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes the folder, holds it, gives it free', () => {
    const path = join(folder, 'deep', 'er');
    const lock = lockFolder(path);
    expect(existsSync(path)).toBe(true);
    expect(() => lockFolder(path)).toThrow(String(process.pid));
    lock.release();
    lock.release();
    lockFolder(path).release();
  });

  it('names the process that has it, and takes over from one that was killed', async () => {
    const holder = spawn(process.execPath, ['--input-type=module', '-e', holderScript, folder]);
    await once(holder.stdout, 'data');
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'data-folder-locked',
        message: expect.stringContaining(String(holder.pid)) as string,
      }),
    );
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    lockFolder(folder).release();
  });

  it('does not trust a pid that was left behind, be it its own', () => {
    writeFileSync(join(folder, 'vigie.pid'), `${String(process.pid)}\n`);
    lockFolder(folder).release();
  });

  it('says what is wrong with a path that is no folder', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => lockFolder(join(folder, 'file'))).toThrow(expect.objectContaining({ code: 'data-folder-unusable' }));
  });
});
