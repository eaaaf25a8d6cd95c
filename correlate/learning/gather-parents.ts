// For each alert the earlier ones that may have brought it about: a little before it, on its CI or one next to it.
import type { AdjacentPlaces } from './adjacent-places.ts';

/** An alert as far as learning asks: when it opened, what it was, where. */
export interface Opening {
  readonly at: number;
  readonly type: string;
  readonly place: string;
}

export interface Parents {
  readonly types: readonly string[];
  /** Alerts of each type. */
  readonly counts: readonly number[];
  /** Per alert, in order of time: its type, and where its candidates begin in `parent` and `delay`. */
  readonly typeOf: Uint32Array;
  readonly offsets: Uint32Array;
  readonly parent: Uint32Array;
  readonly delay: Float64Array;
  /** Per type: places that its alerts could have reached, summed. */
  readonly exposure: readonly number[];
  /** Per cause and effect: candidates seen, and their delays summed. */
  readonly pairs: Float64Array;
  readonly delaySums: Float64Array;
  readonly places: number;
  readonly spanMs: number;
  readonly withinMs: number;
}

/** In a flood the latest are enough: what counts is bounded. */
const mostParents = 100;

export function gatherParents(openings: readonly Opening[], adjacent: AdjacentPlaces, withinMs: number): Parents {
  const sorted = [...openings].sort((a, b) => a.at - b.at || (a.type < b.type ? -1 : 1));
  const types = [...new Set(sorted.map(({ type }) => type))].sort();
  const index = new Map(types.map((type, at) => [type, at]));
  const typeOf = Uint32Array.from(sorted, ({ type }) => index.get(type) ?? 0);
  const found = linkBack(sorted, adjacent, withinMs);
  const size = types.length;
  const pairs = new Float64Array(size * size);
  const delaySums = new Float64Array(size * size);
  for (let event = 0; event < sorted.length; event += 1) {
    for (let n = found.offsets[event] ?? 0; n < (found.offsets[event + 1] ?? 0); n += 1) {
      const at = (typeOf[found.parent[n] ?? 0] ?? 0) * size + (typeOf[event] ?? 0);
      pairs[at] = (pairs[at] ?? 0) + 1;
      delaySums[at] = (delaySums[at] ?? 0) + (found.delay[n] ?? 0);
    }
  }
  const counts = new Array<number>(size).fill(0);
  const exposure = new Array<number>(size).fill(0);
  sorted.forEach(({ place }, event) => {
    const type = typeOf[event] ?? 0;
    counts[type] = (counts[type] ?? 0) + 1;
    exposure[type] = (exposure[type] ?? 0) + adjacent.near(place).length;
  });
  const places = new Set(sorted.map(({ place }) => place)).size;
  const spanMs = Math.max(1, (sorted.at(-1)?.at ?? 0) - (sorted[0]?.at ?? 0));
  return { types, counts, typeOf, exposure, pairs, delaySums, places, spanMs, withinMs, ...found };
}

type Found = Pick<Parents, 'offsets' | 'parent' | 'delay'>;

function linkBack(sorted: readonly Opening[], adjacent: AdjacentPlaces, withinMs: number): Found {
  const offsets = new Uint32Array(sorted.length + 1);
  const parent: number[] = [];
  const delay: number[] = [];
  const recent = new Map<string, number[]>();
  sorted.forEach(({ at, place }, event) => {
    const candidates = adjacent
      .near(place)
      .flatMap((from) => recent.get(from) ?? [])
      .filter((other) => (sorted[other]?.at ?? 0) < at && at - (sorted[other]?.at ?? 0) <= withinMs)
      .sort((a, b) => b - a)
      .slice(0, mostParents);
    for (const other of candidates) {
      parent.push(other);
      delay.push(at - (sorted[other]?.at ?? 0));
    }
    offsets[event + 1] = parent.length;
    keepRecent(recent, sorted, event, withinMs);
  });
  return { offsets, parent: Uint32Array.from(parent), delay: Float64Array.from(delay) };
}

function keepRecent(recent: Map<string, number[]>, sorted: readonly Opening[], event: number, withinMs: number): void {
  const { at, place } = sorted[event] ?? { at: 0, place: '' };
  const kept = (recent.get(place) ?? []).filter((other) => at - (sorted[other]?.at ?? 0) <= withinMs);
  recent.set(place, [...kept.slice(-mostParents), event]);
}
