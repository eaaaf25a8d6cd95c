// What warned before: the probable cause itself, and what it is made of or stands on, before anything else complained.
import type { Quote } from '../../domain/incident.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';
import { firstHarmAt } from './presence.ts';
import type { Presence } from './working-rows.ts';

/** As many as a header quotes of one place. */
const mostQuotes = 5;

/** Oldest first. A part or a host that merely warns (at risk) is no symptom: it cannot begin the trouble. */
export function precursorsOf(graph: CmdbGraph, places: readonly Presence[], root: string | undefined): Quote[] {
  if (root === undefined) return [];
  const beside = besideOf(graph, root);
  const own = places.find(({ place }) => place === root);
  const warning = places.filter(({ place, worstEffect }) => beside.has(place) && worstEffect === 'at-risk');
  const others = places.filter((presence) => presence !== own && !warning.includes(presence));
  const onset = Math.min(...others.map(({ firstAt }) => firstAt), failedAt(own, others.length > 0));
  if (onset === Infinity) return [];
  return [own, ...warning]
    .flatMap((presence) => presence?.quotes ?? [])
    .filter(({ at }) => at < onset)
    .sort((a, b) => a.at - b.at || (a.alert < b.alert ? -1 : 1))
    .slice(0, mostQuotes);
}

/** Alone, it begins with its own failure; among others, with what they say. */
function failedAt(own: Presence | undefined, amongOthers: boolean): number {
  if (amongOthers || own === undefined) return Infinity;
  return firstHarmAt(own);
}

/** One hosting edge away: its host, its module, its power. */
function besideOf(graph: CmdbGraph, root: string): Set<string> {
  const above = graph.dependencies(root).filter(({ kind }) => kind === 'hosting');
  const below = graph.dependents(root).filter(({ kind }) => kind === 'hosting');
  return new Set([...above.map(({ to }) => to), ...below.map(({ from }) => from)]);
}
