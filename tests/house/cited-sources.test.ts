// A threshold that cites a source which a reader cannot open cites none: names and docs/sources.md agree, both ways.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = 'docs/sources.md';
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const found = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist|house)$/.test(path) });
const rooms = '{domain,ingest,correlate,ticketing,console,runtime,tests}';
const sources = found(`${rooms}/**/*.{ts,tsx}`);
const names = [...read(page).matchAll(/^## (.+)$/gm)].map(([, name]) => name ?? '');

test('every page that code names is there, or stands for a name of docs/sources.md', () => {
  const paths = found(`{*.md,docs/**/*.md,${rooms}/**/*.md}`);
  const pages = new Set([...paths, ...paths.map((path) => basename(path)), ...names.map((name) => `${name}.md`)]);
  const unknown = sources.flatMap((path) =>
    [...read(path).matchAll(/[\w-]+(?:\/[\w-]+)*\.md\b/g)]
      .filter(([named]) => !pages.has(named) && !pages.has(named.toLowerCase()))
      .map(([named]) => `${path}: ${named}`),
  );
  expect(unknown).toEqual([]);
});

test('every name of docs/sources.md is cited', () => {
  expect(names.length).toBeGreaterThan(5);
  const all = sources.map(read).join('\n').toLowerCase();
  expect(names.filter((name) => !all.includes(name))).toEqual([]);
});
