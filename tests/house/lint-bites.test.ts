import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['*/*.ts', '*/*/*.ts'],
          maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 200,
        },
      },
    },
  },
});

/** The rules that speak about a snippet, as if it stood in that file. */
async function rulesOn(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: root + filePath });
  return (result?.messages ?? []).map((message) => message.ruleId ?? `fatal: ${message.message}`);
}

const syntax = 'no-restricted-syntax';
const globals = 'no-restricted-globals';
const imports = 'no-restricted-imports';

describe('time, chance and locale are reported in every room', () => {
  const banned: [string, string, string][] = [
    ['Date.now', 'export const at = Date.now();', syntax],
    ['new Date()', 'export const at = new Date().getTime();', syntax],
    ['Date()', 'export const at = Date();', syntax],
    ['performance.now', 'export const at = performance.now();', syntax],
    ['process.hrtime', 'export const at = process.hrtime.bigint();', syntax],
    ['AbortSignal.timeout', 'export const signal = AbortSignal.timeout(5);', syntax],
    ['setTimeout', 'setTimeout(() => undefined, 5);', globals],
    ['setInterval', 'setInterval(() => undefined, 5);', globals],
    ['setImmediate', 'setImmediate(() => undefined);', globals],
    ['node:timers', "export { setTimeout as wait } from 'node:timers/promises';", imports],
    ['Math.random', 'export const luck = Math.random();', syntax],
    ['crypto.randomUUID', 'export const id = crypto.randomUUID();', syntax],
    ['randomUUID of node:crypto', "export { randomUUID as id } from 'node:crypto';", imports],
    ['process.env', "export const home = process.env['HOME'];", syntax],
    ['Intl', "export const words = new Intl.NumberFormat('fr');", syntax],
    ['toLocaleString', 'export const words = (5).toLocaleString();', syntax],
    ['localeCompare', "export const order = 'a'.localeCompare('b');", syntax],
    ['local hours', 'export const hour = new Date(5).getHours();', syntax],
  ];
  const files = ['domain/snippet.ts', 'ingest/snippet.ts', 'correlate/snippet.ts', 'ticketing/snippet.ts'];
  test.each(banned)('%s', async (_name, code, rule) => {
    for (const file of files) expect(await rulesOn(file, code), file).toContain(rule);
  });

  test('runtime and tests may know the time, domain/zoned-time.ts the zones', async () => {
    expect(await rulesOn('runtime/snippet.ts', 'export const at = Date.now();')).toEqual([]);
    expect(await rulesOn('tests/snippet.ts', 'export const at = Date.now();')).toEqual([]);
    const zones = "export const words = new Intl.DateTimeFormat('fr');";
    expect(await rulesOn('domain/zoned-time.ts', zones)).not.toContain(syntax);
  });
});

describe('pure rooms neither wait nor touch the outside', () => {
  const waiting: [string, string][] = [
    ['async function', 'export async function wait(): Promise<void> {}'],
    ['await', 'await import("./snippet.ts");'],
    ['Promise', 'export const ready = Promise.resolve(5);'],
    ['Promise as a type', 'export type Later = Promise<string>;'],
  ];
  const pure = ['domain/snippet.ts', 'correlate/judging/snippet.ts', 'ticketing/planning/snippet.ts'];
  test.each(waiting)('%s', async (_name, code) => {
    for (const file of pure) expect(await rulesOn(file, code), file).toContain(syntax);
    expect(await rulesOn('ticketing/delivery/snippet.ts', code)).not.toContain(syntax);
    expect(await rulesOn('domain/ports/snippet.ts', code)).not.toContain(syntax);
  });

  test('files and sockets', async () => {
    const code = "export { readFileSync as read } from 'node:fs';";
    for (const file of pure) expect(await rulesOn(file, code), file).toContain(imports);
  });
});

describe('names, sizes and loose ends', () => {
  test.each([
    ['default export', 'domain/snippet.ts', 'const five = 5;\nexport default five;', 'no-restricted-exports'],
    ['floating promise', 'runtime/snippet.ts', 'Promise.resolve(5);', '@typescript-eslint/no-floating-promises'],
    ['any', 'runtime/snippet.ts', 'export const five: any = 5;', '@typescript-eslint/no-explicit-any'],
    ['camel-case file', 'domain/snippetFile.ts', 'export const five = 5;', 'house/file-name'],
    ['index file', 'domain/index.ts', 'export const five = 5;', 'house/file-name'],
    ['helper in a file name', 'domain/snippet-helpers.ts', 'export const five = 5;', 'house/file-name'],
    ['manager', 'domain/snippet.ts', 'export class TicketManager {}', 'house/telling-name'],
    ['data', 'domain/snippet.ts', 'export const data = 5;', 'house/telling-name'],
    ['parameter named item', 'domain/snippet.ts', 'export const same = (item: string) => item;', 'house/telling-name'],
    ['console', 'runtime/snippet.ts', 'console.log(5);', 'no-console'],
    [
      'five parameters',
      'domain/snippet.ts',
      'export const sum = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e;',
      '@typescript-eslint/max-params',
    ],
    [
      'a function of 61 lines',
      'domain/snippet.ts',
      `export function long(): number {\n${'  void 0;\n'.repeat(60)}  return 5;\n}`,
      'max-lines-per-function',
    ],
  ])('%s', async (_name, file, code, rule) => {
    expect(await rulesOn(file, code)).toContain(rule);
  });

  test('plain code of the house passes', async () => {
    const code = 'export function half(of: number): number {\n  return of / 2;\n}\n';
    expect(await rulesOn('domain/snippet.ts', code)).toEqual([]);
  });
});
