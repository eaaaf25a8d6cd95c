import { expect, test } from 'vitest';
import { codesInDocs, codesInSources, isWritten } from './error-codes.ts';

test('every code that the sources can give is documented', () => {
  const documented = new Set(codesInDocs());
  const missing = [...codesInSources()]
    .filter(([code]) => !documented.has(code))
    .map(([code, path]) => `${code} (${path})`);
  expect(missing).toEqual([]);
});

test('every documented code is written somewhere, once in the list', () => {
  const documented = codesInDocs();
  expect(documented.length).toBeGreaterThan(80);
  expect(documented.filter((code) => !isWritten(code))).toEqual([]);
  expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]);
});
