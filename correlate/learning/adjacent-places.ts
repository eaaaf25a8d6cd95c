// Which CIs stand next to one another: one relation apart, whatever its kind and way.
import type { CmdbGraph } from '../cmdb/graph.ts';

export interface AdjacentPlaces {
  /** The place itself, and the places next to it. Memoised. */
  near(place: string): readonly string[];
}

export function adjacentPlaces(graph: CmdbGraph): AdjacentPlaces {
  const known = new Map<string, readonly string[]>();
  return {
    near: (place) => {
      let found = known.get(place);
      if (found === undefined) {
        const above = graph.dependencies(place).map(({ to }) => to);
        const below = graph.dependents(place).map(({ from }) => from);
        known.set(place, (found = [...new Set([place, ...above, ...below])]));
      }
      return found;
    },
  };
}
