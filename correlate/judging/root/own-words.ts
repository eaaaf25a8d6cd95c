// Which places report errors in words of their own while others share theirs: whoever passes an error on says what all
// who pass it on say (a framework's line, the text of one rule); where it arose it is told otherwise.
import type { Presence } from '../working-rows.ts';

/** Of each such place, how little its own words were to be expected there (0–1); empty where nobody shares any. */
export function toldInOwnWords(presences: readonly Presence[]): Map<string, number> {
  const tellers = tellersOf(presences);
  const own = new Map<string, number>();
  if (![...tellers.values()].some((places) => places.size > 1)) return own;
  for (const places of tellers.values())
    if (places.size === 1) for (const [place, rarity] of places) own.set(place, Math.max(rarity, own.get(place) ?? 0));
  return own;
}

/** Who says the same words, and how rare they are there. */
function tellersOf(presences: readonly Presence[]): Map<string, Map<string, number>> {
  const tellers = new Map<string, Map<string, number>>();
  for (const { place, signs } of presences)
    for (const { words, rarity } of signs) {
      if (words === undefined) continue;
      const places = tellers.get(words) ?? new Map<string, number>();
      tellers.set(words, places.set(place, Math.max(rarity, places.get(place) ?? 0)));
    }
  return tellers;
}
