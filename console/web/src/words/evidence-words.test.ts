// All evidence that recorded histories hold has a name in both languages.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { englishEvidence, frenchEvidence } from './evidence-words.ts';

const recorded = join(import.meta.dirname, '../../../../tests/histories/recorded');

/** The names of all pieces that a history's decisions carry. */
function piecesOf(file: string): string[] {
  const text = gunzipSync(readFileSync(join(recorded, file))).toString('utf8');
  return [...text.matchAll(/"evidence":\{(?<members>[^{}[\]]*)/gu)].flatMap(({ groups }) =>
    [...(groups?.['members'] ?? '').matchAll(/"(\w+)":/gu)].map(([, piece]) => piece ?? ''),
  );
}

it('names every piece of evidence in the recorded histories', () => {
  const files = readdirSync(recorded).filter((file) => file.endsWith('.ndjson.gz'));
  const pieces = [...new Set(files.flatMap(piecesOf))];
  expect(pieces.length).toBeGreaterThan(50);
  for (const { pieces: named } of [englishEvidence, frenchEvidence])
    expect(pieces.filter((piece) => !Object.hasOwn(named, piece))).toEqual([]);
});
