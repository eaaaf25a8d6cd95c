// Which known key a misspelt one was meant to be.
import { distance } from 'fastest-levenshtein';

/** The known key at the least edit distance, null if none is near (more than 2 edits and a third of its length). */
export function nearestKey(unknown: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(unknown.length / 3)) + 1;
  for (const key of [...known].sort()) {
    const edits = distance(unknown.toLowerCase(), key.toLowerCase());
    if (edits < bestDistance) [best, bestDistance] = [key, edits];
  }
  return best;
}
