import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkImports, importFaults } from './check-imports.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The names of the rules that a small tree of files breaks. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-imports-'));
  folders.push(folder);
  for (const [name, code] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), code);
  }
  const rooms = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))];
  const result = await checkImports(folder, rooms);
  return importFaults(result).map((fault) => fault.split(':')[0] ?? '');
}

const thing = 'export interface Thing { readonly name: string }\nexport const thing: Thing = { name: "a" };\n';
const takeType = (from: string): string => `import type { Thing } from '${from}';\nexport type Other = Thing;\n`;
const takeValue = (from: string): string => `import { thing } from '${from}';\nexport const other = thing;\n`;

test.each([
  ['domain', 'ingest', 'domain-imports'],
  ['ingest', 'correlate', 'ingest-imports'],
  ['ingest', 'ticketing', 'ingest-imports'],
  ['correlate', 'ticketing', 'correlate-imports'],
  ['correlate', 'ingest', 'correlate-imports'],
  ['ticketing', 'correlate', 'ticketing-imports'],
  ['ticketing', 'console', 'ticketing-imports'],
  ['console', 'runtime', 'console-imports'],
  ['runtime', 'tests', 'nothing-from-tests'],
])('%s may not import %s, types included', async (from, to, rule) => {
  for (const take of [takeType, takeValue]) {
    const broken = await brokenRules({ [`${from}/a.ts`]: take(`../${to}/thing.ts`), [`${to}/thing.ts`]: thing });
    expect(broken).toContain(rule);
  }
});

test.each([
  'ticketing/delivery/thing.ts',
  'ticketing/sinks/thing.ts',
  'ingest/http-door.ts',
  'ingest/syslog/listener.ts',
])('the console may not import %s, which reaches outside', async (shell) => {
  const broken = await brokenRules({ 'console/a.ts': takeValue(`../${shell}`), [shell]: thing });
  expect(broken).toContain('console-imports-pure-parts');
});

test('the domain imports zod and node:crypto alone', async () => {
  const broken = await brokenRules({
    'domain/a.ts': "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n",
  });
  expect(broken).toContain('domain-is-vocabulary');
  const fine = await brokenRules({
    'domain/a.ts': "import { createHash } from 'node:crypto';\nexport { createHash };\n",
  });
  expect(fine).toEqual([]);
});

test('a circle fails, one of types included', async () => {
  const broken = await brokenRules({
    'domain/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
    'domain/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;\n",
  });
  expect(broken).toContain('no-circles');
});

test('what the rooms may do passes', async () => {
  const fine = await brokenRules({
    'domain/thing.ts': thing,
    'correlate/a.ts': takeType('../domain/thing.ts'),
    'correlate/a.test.ts': takeValue('../tests/thing.ts'),
    'console/a.ts': takeValue('../correlate/a.ts')
      .replaceAll('thing', 'Other')
      .replace('import {', 'import type {')
      .replace('const other = Other', 'type Mine = Other'),
    'tests/thing.ts': thing,
  });
  expect(fine).toEqual([]);
});

test('a check that looked at nothing fails', async () => {
  const result = await checkImports(new URL('../../', import.meta.url).pathname, ['docs']);
  expect(importFaults(result)[0]).toMatch(/^no module was looked at/);
});
