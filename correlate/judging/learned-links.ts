// Learned co-occurrence as joining asks for it: which alerts of the places next door this one is a known cause or effect of.
import type { LearnedLink, LearnedLinks } from '../../domain/learned-links.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';
import { adjacentPlaces, type AdjacentPlaces } from '../learning/adjacent-places.ts';

export interface LinkIndex extends AdjacentPlaces {
  readonly withinMs: number;
  /** Links that this name is an end of, with the other end. */
  partners(name: string): readonly Partner[];
}

export interface Partner {
  readonly name: string;
  readonly link: LearnedLink;
}

const none: readonly Partner[] = [];

/** Null: nothing was learned, or the policy does not use it. */
export function indexLinks(learned: LearnedLinks | null, graph: CmdbGraph): LinkIndex | null {
  if (learned === null) return null;
  const byName = new Map<string, Partner[]>();
  const add = (name: string, partner: Partner): void => {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [partner]);
    else known.push(partner);
  };
  for (const link of learned.links) {
    add(link.cause, { name: link.effect, link });
    add(link.effect, { name: link.cause, link });
  }
  return {
    ...adjacentPlaces(graph),
    withinMs: learned.withinMs,
    partners: (name) => byName.get(name) ?? none,
  };
}
