import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('makeFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-make-'));
    writeFileSync(join(folder, 'file'), '');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function refusal(path: string): unknown {
    try {
      makeFolder(path);
    } catch (thrown) {
      return thrown;
    }
    return 'made';
  }

  it('makes all that is missing, and takes what is there', () => {
    const path = join(folder, 'a', 'b', 'c');
    makeFolder(path);
    makeFolder(path);
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ['file', 'it is a file'],
    ['file/a', `/file is no folder`],
    ['link/a', `/link is a link to nowhere`],
  ])('says why not: %s', (path, why) => {
    const wanted = join(folder, path);
    const message = expect.stringMatching(new RegExp(`^the folder ${wanted} cannot be made: .*${why}$`, 'u')) as string;
    expect(refusal(wanted)).toMatchObject({ code: 'folder-not-made', at: wanted, message });
  });

  it.skipIf(!existsSync('/proc/self'))('ends in /proc, where no folder can be', () => {
    const message = 'the folder /proc/vigie/data cannot be made: no folder can be made in /proc';
    expect(refusal('/proc/vigie/data')).toMatchObject({ code: 'folder-not-made', message });
  });
});
