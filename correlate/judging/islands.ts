// Which open places of a situation still hang together, and which have no path to the rest any more.
import type { Neighbourhood } from './neighbourhood.ts';
import { isUnmatched, onlyFails } from './presence.ts';
import { Union } from './union.ts';
import type { Presence } from './working-rows.ts';

export interface IslandQuestion {
  /** Places that link: open ones, and those that ended not long ago. */
  readonly presences: readonly Presence[];
  readonly neighbourhood: Neighbourhood;
  /** CIs at the other end of a place's open alerts. */
  readonly peersOf: (place: string) => readonly string[];
  /** Activated hubs of the situation, and which of them a place lies below. */
  readonly hubsOver: (place: string) => readonly string[];
  /** What the most probable cause explains: a common cause keeps together. */
  readonly explained: readonly string[];
}

/** Groups of open places, the largest first; one group: nothing falls apart. */
export function islandsOf(question: IslandQuestion): string[][] {
  const union = new Union();
  const { presences } = question;
  for (const { place } of presences) union.add(place);
  for (const presence of presences) link(union, presence, question);
  const failing = new Set(presences.filter(onlyFails).map(({ place }) => place));
  for (const node of union.nodes())
    for (const { ci, overCaller } of isUnmatched(node) ? [] : question.neighbourhood.near(node))
      if (union.has(ci) && !(overCaller && failing.has(node) && failing.has(ci))) union.join(node, ci);
  joinAll(
    union,
    question.explained.filter((ci) => union.has(ci)),
  );
  return group(union, presences.filter(isOpen));
}

export function isOpen({ clearable, quiet }: Presence): boolean {
  return clearable + quiet > 0;
}

/** Peers, hubs, and what joined by another cue than topology; a host that no CMDB knows stays with the first place. */
function link(union: Union, { place, tiedTo }: Presence, { peersOf, hubsOver, presences }: IslandQuestion): void {
  for (const peer of peersOf(place)) union.join(place, peer);
  for (const hub of hubsOver(place)) union.join(place, hub);
  if (tiedTo !== undefined && union.has(tiedTo)) union.join(place, tiedTo);
  else if (tiedTo !== undefined || isUnmatched(place)) union.join(presences[0]?.place ?? place, place);
}

function joinAll(union: Union, [first, ...others]: readonly string[]): void {
  if (first !== undefined) for (const other of others) union.join(first, other);
}

function group(union: Union, open: readonly Presence[]): string[][] {
  const groups = new Map<string, Presence[]>();
  for (const presence of open) {
    const root = union.root(presence.place);
    const known = groups.get(root);
    if (known === undefined) groups.set(root, [presence]);
    else known.push(presence);
  }
  return [...groups.values()].sort(isFirst).map((places) => places.map(({ place }) => place));
}

/** The one with the most places, then the oldest, keeps the incident. */
function isFirst(a: readonly Presence[], b: readonly Presence[]): number {
  const [one, other] = [firstOf(a), firstOf(b)];
  return b.length - a.length || one.firstAt - other.firstAt || (one.place < other.place ? -1 : 1);
}

function firstOf(places: readonly Presence[]): Presence {
  return places.reduce((first, place) =>
    place.firstAt < first.firstAt || (place.firstAt === first.firstAt && place.place < first.place) ? place : first,
  );
}
