// What one CI of a labelled call graph is to another: for naming misses.
import type { ToldCmdb } from './story.ts';

/** `relate(truth, first)`: what the wrongly first one is to the true one. */
export function relationsOf({ relations }: Pick<ToldCmdb, 'relations'>): (truth: string, first: string) => string {
  const down = neighbours(relations.map(({ from, to }) => [from, to]));
  const up = neighbours(relations.map(({ from, to }) => [to, from]));
  return (truth, first) => {
    if (reaches(down, truth, first)) return 'something it depends on';
    if (up.get(truth)?.has(first) === true) return 'its caller';
    return reaches(up, truth, first) ? 'a caller of its callers' : 'no relation of it';
  };
}

function neighbours(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [from, to] of pairs) found.set(from, (found.get(from) ?? new Set<string>()).add(to));
  return found;
}

function reaches(edges: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const at of seen) for (const next of edges.get(at) ?? []) seen.add(next);
  return from !== to && seen.has(to);
}
