// The error codes that the sources can give, and those that the documentation lists.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const rooms = ['domain', 'ingest', 'correlate', 'ticketing', 'console', 'runtime'];

/** Where a code stands in the sources: an error's first argument, a `code` member, or handed to a refusing function. */
const places = [
  /Error\(\s*'([a-z0-9]+(?:-[a-z0-9]+)*)'/g,
  /\bcode: '([a-z0-9]+(?:-[a-z0-9]+)*)'/g,
  /\b(?:refuse|bar|fail|faultBody|faultAt|repairable)\(\s*(?:[^'()\n]*,\s*)?'([a-z0-9]+(?:-[a-z0-9]+)+)'/g,
  /\[(?:4|5)\d\d, \['([a-z0-9]+(?:-[a-z0-9]+)+)'/g,
  /^ {2}'((?:frame|line|epoch|offset)-[a-z]+)': '/gm,
];
/** zod's own word, not ours. */
const notOurs = new Set(['custom']);

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['web', 'dist', 'node_modules'].includes(entry.name) ? [] : sourceFiles(path);
    return /\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name) ? [path] : [];
  });
}

const sources = rooms.flatMap(sourceFiles).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Code → a file that gives it. */
export function codesInSources(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { path, text } of sources) {
    for (const place of places) {
      for (const [, code = ''] of text.matchAll(place)) if (!notOurs.has(code)) found.set(code, path);
    }
  }
  return found;
}

/** The first cell of each row of docs/errors.md. */
export function codesInDocs(): string[] {
  const text = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  return [...text.matchAll(/^\| `([a-z0-9-]+)`/gm)].map(([, code = '']) => code);
}

/** Whether a code is written in the sources: whole, or as a template such as `${area}-full`. */
export function isWritten(code: string): boolean {
  const ending = code.slice(code.indexOf('-'));
  return sources.some(({ text }) => text.includes(`'${code}'`) || text.includes(`}${ending}\``));
}

if (import.meta.main)
  process.stdout.write(
    [...codesInSources()]
      .map((pair) => pair.join('  '))
      .sort()
      .join('\n'),
  );
