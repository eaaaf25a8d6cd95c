// Feeds of changes: lists as pipelines write them, and a real repository; hostile and broken ones too.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { movedRefs, readRefs } from './git-refs.ts';
import { readChangeList } from './read-change-list.ts';

const change = { ci: 'shop', what: 'release 12', at: '2026-11-28T10:00:00Z' };
const told = { ci: 'shop', what: 'release 12', at: Date.UTC(2026, 10, 28, 10) };

describe('a list', () => {
  test('is a JSON array or an object a line; its own id tells changes apart', () => {
    const lines = [change, { ...change, id: 7 }].map((each) => JSON.stringify(each));
    const [first, second, ...more] = readChangeList(`${lines.join('\r\n')}\n`).changes;
    expect([first, second, more]).toMatchObject([told, { ...told, key: '7' }, []]);
    expect(readChangeList(JSON.stringify([change])).changes).toEqual([first]);
    expect(readChangeList(' \n').changes).toEqual([]);
  });
  test('with bad entries keeps the good ones, and counts', () => {
    const bad = ['{"ci":', '7', '{}', JSON.stringify({ ...change, at: 'noon' }), '{"__proto__":{"ci":"x"}}'];
    const read = readChangeList([...bad, JSON.stringify(change)].join('\n'));
    expect([read.changes.length, read.unreadable]).toEqual([1, bad.length]);
    expect(readChangeList(JSON.stringify([null, { ...change, ci: 'x'.repeat(300) }])).unreadable).toBe(2);
  });
  test('that is half an array is none', () => {
    expect(() => readChangeList('[{"ci":')).toThrow(expect.objectContaining({ code: 'changes-unreadable' }) as Error);
  });
});

describe('a repository', () => {
  const make = (): { folder: string; git: (...words: string[]) => void } => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-git-'));
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.net'];
    const git = (...words: string[]): void =>
      void execFileSync('git', [...who, '-C', folder, ...words], { stdio: 'pipe' });
    git('init', '-q', '-b', 'main');
    git('commit', '-q', '--allow-empty', '-m', 'first; $(touch owned)\n\nbody');
    return { folder, git };
  };

  test('tells tags and branches that moved, with their message', async () => {
    const { folder, git } = make();
    const patterns = ['refs/tags/*', 'refs/heads/main'];
    const before = await readRefs(folder, patterns);
    expect([...before.values()]).toMatchObject([{ name: 'main', subject: 'first; $(touch owned)' }]);
    git('tag', '-a', 'v1', '-m', 'release "1"');
    git('commit', '-q', '--allow-empty', '-m', 'second');
    const moved = movedRefs(before, await readRefs(folder, patterns));
    expect(moved.map(({ name, subject }) => `${name}: ${subject}`).sort()).toEqual(['main: second', 'v1: release "1"']);
    expect(movedRefs(await readRefs(folder, patterns), await readRefs(folder, patterns))).toEqual([]);
  });

  test('whose configuration would start a programme starts none', async () => {
    const { folder, git } = make();
    const mark = join(folder, 'ran');
    writeFileSync(join(folder, 'run.sh'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', join(folder, 'run.sh'));
    git('config', 'core.pager', join(folder, 'run.sh'));
    await readRefs(folder, ['refs/heads/*']);
    expect(() => execFileSync('ls', [mark], { stdio: 'pipe' })).toThrow();
  });

  test.each([[tmpdir()], ['/nowhere/at/all'], ['--upload-pack=touch']])(
    'that is none is an error: %s',
    async (path) => {
      await expect(readRefs(path, ['refs/tags/*'])).rejects.toMatchObject({ code: 'git-unreadable', retryable: true });
    },
  );
});
