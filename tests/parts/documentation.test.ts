// What the documentation tells people to write: each vigie.yaml is accepted, each other file is the one that ships, each command exists.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSite } from '../../runtime/config/load-site.ts';
import { readPolicyFolder } from '../../runtime/config/site-policy.ts';

const root = join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true }).map((name) => `docs/${String(name)}`),
].filter((name) => name.endsWith('.md'));

interface Block {
  readonly page: string;
  readonly line: number;
  /** The second word after the fence: a file. */
  readonly file: string;
  readonly text: string;
}

function blocksOf(page: string): Block[] {
  const whole = readFileSync(join(root, page), 'utf8');
  return [...whole.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(({ index, 1: file = '', 2: text = '' }) => {
    return { page, line: whole.slice(0, index).split('\n').length, file, text };
  });
}

const blocks = pages.flatMap(blocksOf);

describe('vigie.yaml', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-documented-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const loads = (text: string): unknown => {
    const file = join(folder, 'vigie.yaml');
    writeFileSync(file, text);
    return loadSite({ file, env: {}, withoutSecrets: true });
  };

  const shown = blocks.filter(({ file }) => file === 'vigie.yaml');
  test.each(shown)('$page:$line is accepted', ({ text }) => {
    expect(() => loads(text)).not.toThrow();
  });

  test('one with a word that does not exist is not', () => {
    expect(() => loads('sourcez: {}\n')).toThrow('sources');
  });

  test.each([
    'docs/connect-prometheus.md',
    'docs/connect-zabbix.md',
    'docs/connect-syslog.md',
    'docs/ticketing/glpi.md',
    'docs/ticketing/rt.md',
  ])('%s shows one', (page) => {
    expect(shown.map((block) => block.page)).toContain(page);
  });
});

describe('rules', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-documented-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(blocks.filter(({ file }) => file.endsWith('.rules.yaml')))('$page:$line are accepted', ({ file, text }) => {
    writeFileSync(join(folder, file), text);
    expect(readPolicyFolder(folder).rules).not.toEqual([]);
  });

  test('those for day one are accepted', () => {
    expect(readPolicyFolder(join(root, 'deploy/rules')).rules.map(({ id }) => id)).toContain('watchdog-is-no-problem');
  });
});

describe('what deploy/ ships', () => {
  const quoted = blocks.filter(({ file }) => file.startsWith('deploy/'));
  test.each(quoted)('$page:$line is $file', ({ file, text }) => {
    expect(text).toBe(readFileSync(join(root, file), 'utf8'));
  });
});

test('README.md lists the commands that there are', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const listed = [...readme.matchAll(/^\| `vigie ([a-z-]+)/gm)].map(([, name]) => name);
  const help = execFileSync(join(root, 'bin/vigie'), ['--help']).toString();
  const offered = [...help.matchAll(/^ {2}([a-z-]+) \[/gm)].map(([, name]) => name).filter((name) => name !== 'help');
  expect(listed.toSorted()).toEqual(offered.toSorted());
});
