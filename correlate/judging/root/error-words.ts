// The words of an error, in short: two that say the same have the same, whatever numbers and names stand between.
import type { Alert } from '../../../domain/alert.ts';
import { hexId } from '../../../domain/identity.ts';
import { templateOf } from '../cues/template.ts';

/** Fewer tell nothing apart: the same bound as for like texts (cues/template.ts). */
const fewestWords = 3;

/** Without what varies and without the names of where it is from; undefined: too few. */
export function wordsOf({ message, host, binding }: Alert): string | undefined {
  const names = templateOf(`${host} ${binding?.ci ?? ''}`);
  const words = [...templateOf(message)].filter((word) => !names.has(word)).sort();
  return words.length < fewestWords ? undefined : hexId(...words);
}
