// One candidate's score: weights times strengths, each term by its name.
import { severityRank } from '../../../domain/severity.ts';
import type { CmdbGraph } from '../../cmdb/graph.ts';
import type { Presence } from '../working-rows.ts';
import type { Cover } from './cover-candidates.ts';
import { strength, unmarked, type Marks } from './marks.ts';
import type { RootQuestion } from './root-question.ts';
import type { RecentChange } from './recent-changes.ts';

/** Judgement-measured, table of terms. */
export const weights = {
  coverage: 4,
  resource: 2,
  change: 2,
  callee: 1.7,
  // A person's word about the last time weighs as an error that it reports itself; no set has such words to measure.
  history: 1.2,
  error: 1.2,
  // As an error that it reports; flat from .7 to 1.8 (docs/root-cause.md).
  words: 1.2,
  own: 0.7,
  caller: 0.5,
  latency: 0.5,
  dependency: -1.2,
  client: -0.8,
  stub: -0.6,
  early: 0.3,
  silent: -0.3,
  first: 0.2,
  severity: 0.2,
  healthyCallers: -0.2,
};
export type Term = keyof typeof weights;

/** A situation as all its candidates see it. */
export interface Trouble {
  readonly graph: CmdbGraph;
  readonly byPlace: ReadonlyMap<string, Presence>;
  readonly marks: ReadonlyMap<string, Marks>;
  /** Who reports errors in words of its own (own-words.ts). */
  readonly ownWords: ReadonlyMap<string, number>;
  /** Hubs that so much of what hangs on them points at that they are candidates. */
  readonly hubs: readonly string[];
  readonly tellsLost: boolean;
  /** The first sign of all, delays of sources taken off. */
  readonly onset: number;
  /** The first sign of one place; Infinity: it has none. */
  readonly signsOnset: (presence: Presence) => number;
  readonly changeOf: (ci: string) => RecentChange | null;
  readonly namedBefore: RootQuestion['namedBefore'];
}

export interface Scored {
  readonly ci: string;
  readonly cover: Cover;
  readonly terms: readonly { readonly term: Term; readonly weight: number }[];
  readonly raw: number;
}

/** Sources look once a minute (Prometheus' default scrape_interval): who is this close to the first was as early. */
export const earlyMs = 60_000;

export function scoreCandidate(trouble: Trouble, ci: string, cover: Cover): Scored {
  const marks = trouble.marks.get(ci) ?? unmarked;
  const change = trouble.changeOf(ci)?.freshness ?? 0;
  const strengths: Partial<Record<Term, number>> = {
    coverage: cover.share,
    resource: strength(marks.resource + (hangsOnHub(trouble, ci) ? 0 : marks.lost)),
    callee: strength(marks.callee),
    error: strength(marks.error),
    words: trouble.ownWords.get(ci) ?? 0,
    own: strength(marks.own),
    caller: strength(marks.caller),
    latency: strength(marks.latency),
    client: strength(marks.client),
    dependency: dependencyInTrouble(trouble, ci, marks),
    change,
    history: strength(trouble.namedBefore(ci, kindsIn(cover))),
    stub: isStub(trouble.graph, ci) ? 1 : 0,
    healthyCallers: healthyCallers(trouble, ci),
    ...(marks.firstAt === Infinity
      ? { silent: isSpokenOf(trouble, ci, change) ? 0 : 1 }
      : timely(trouble, ci, { marks, cover })),
  };
  const terms = (Object.keys(weights) as Term[])
    .map((term) => ({ term, weight: round(weights[term] * (strengths[term] ?? 0)) }))
    .filter(({ weight }) => weight !== 0);
  return { ci, cover, terms, raw: terms.reduce((sum, { weight }) => sum + weight, 0) };
}

/** A change is a word about it; that it fell is one too, by what hangs on it. */
function isSpokenOf({ hubs, tellsLost }: Trouble, ci: string, change: number): boolean {
  return change > 0 || (tellsLost && hubs.includes(ci));
}

function kindsIn({ explained }: Cover): Set<string> {
  const kinds = new Set<string>();
  for (const { signs } of explained) for (const { kind } of signs) kinds.add(kind);
  return kinds;
}

interface Heard {
  readonly marks: Marks;
  readonly cover: Cover;
}

function timely(trouble: Trouble, ci: string, { marks: { firstAt }, cover }: Heard): Partial<Record<Term, number>> {
  const own = trouble.byPlace.get(ci);
  const onset = onsetElsewhere(trouble, ci, cover);
  return {
    early: firstAt <= onset + earlyMs ? 1 : 0,
    first: firstAt <= onset ? 1 : 0,
    severity: own === undefined ? 0 : severityRank[own.worst] / 4,
  };
}

/**
 * When the others that it would explain began: a cause need not be older than what it has nothing to do with.
 * It explains nobody else: the onset of all.
 */
export function onsetElsewhere({ signsOnset, onset }: Trouble, ci: string, { explained }: Cover): number {
  let first = Infinity;
  for (const presence of explained) if (presence.place !== ci) first = Math.min(first, signsOnset(presence));
  return first === Infinity ? onset : first;
}

/** What hangs on an activated hub lost its way with the others. */
function hangsOnHub({ graph, hubs }: Trouble, ci: string): boolean {
  if (hubs.length === 0) return false;
  const above = graph.cisAbove(ci);
  return hubs.some((hub) => above.has(hub));
}

/** Something that it directly needs is in trouble too: as much as its own signs give no stronger reason. */
function dependencyInTrouble({ graph, marks }: Trouble, ci: string, own: Marks): number {
  let worst = 0;
  for (const { to } of graph.dependencies(ci)) {
    const needed = marks.get(to);
    if (needed !== undefined) worst = Math.max(worst, strength(needed.own + needed.callee));
  }
  return Math.max(0, worst - 0.75 * strength(own.inner));
}

/**
 * A leaf that only one caller knows: an end of the map rather than a cause (found on petshop, harmless elsewhere).
 * What is a part of something, or carries it, is no end of the call graph.
 */
function isStub(graph: CmdbGraph, ci: string): boolean {
  if (graph.dependencies(ci).length > 0 || graph.fanIn(ci) > 1) return false;
  return graph.dependents(ci).every(({ kind }) => kind === 'functional');
}

function healthyCallers({ graph, byPlace }: Trouble, ci: string): number {
  const callers = graph.fanIn(ci);
  if (callers === 0) return 0;
  const inTrouble = new Set(graph.dependents(ci).flatMap(({ from }) => (byPlace.has(from) ? [from] : [])));
  return 1 - inTrouble.size / callers;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
