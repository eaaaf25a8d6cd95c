// Which CI best explains all symptoms: one linear score, the same weights for every site. The terms and weights
// were measured on labelled faults (judgement-measured.md, "Root ranking"); each candidate lists what made its score.
import type { RootCandidate } from '../../domain/incident.ts';
import { severityRank } from '../../domain/severity.ts';
import type { CmdbGraph } from '../cmdb/graph.ts';
import type { Reach } from './reach.ts';
import type { Presence } from './working-rows.ts';

export interface RootQuestion {
  readonly graph: CmdbGraph;
  readonly reach: Reach;
  /** Places that are CIs; others cannot be ranked. */
  readonly presences: readonly Presence[];
  /** Hubs activated for the situation: silent candidates. */
  readonly hubs: readonly string[];
}

export interface Ranking {
  /** Best first, at most 5; empty if no alert is bound to a CI. */
  readonly candidates: readonly RootCandidate[];
  /** Whether the first stands out. */
  readonly clear: boolean;
}

/** Judgement-measured, table of terms. */
const weights = {
  coverage: 4,
  resource: 2,
  callee: 1.7,
  error: 1.2,
  own: 0.7,
  latency: 0.5,
  dependencyAnomalous: -1.2,
  stub: -0.6,
  early: 0.3,
  silent: -0.3,
  severity: 0.2,
} as const;

/** A lead smaller than this in raw score is no lead: within the ± of the smaller weights. */
const clearMargin = 0.5;

/** Raw scores to shares; at 1.5 a margin of 2 reads as 0.95. */
const sharpness = 1.5;

/** What follows from alerts alone is never certain. */
const mostSure = 0.99;

interface Scored {
  readonly ci: string;
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  readonly raw: number;
  readonly explained: readonly Presence[];
}

export function rankRoot(question: RootQuestion): Ranking {
  const bound = question.presences.filter((presence) => question.graph.ci(presence.place) !== undefined);
  const symptoms = bound.filter((presence) => presence.total > 0);
  const byPlace = new Map(symptoms.map((presence) => [presence.place, presence]));
  const coverage = coverCandidates(question, symptoms);
  const onset = Math.min(...symptoms.map((presence) => presence.firstAt));
  const scored = [...coverage].map(([ci, cover]) =>
    scoreCandidate({ ...question, byPlace, onset, ci, ...cover, of: symptoms.length }),
  );
  scored.sort((a, b) => b.raw - a.raw || (a.ci < b.ci ? -1 : 1));
  const shares = shareOut(scored.map((each) => each.raw));
  const candidates = scored
    .slice(0, 5)
    .map((each, at) => toCandidate(question, byPlace, { ...each, score: shares[at] ?? 0, onset }));
  const [first, second] = scored;
  return { candidates, clear: first !== undefined && (second === undefined || first.raw - second.raw >= clearMargin) };
}

interface Cover {
  sum: number;
  explained: Presence[];
}

/** Every alerting CI, everything it depends on within reach, and the activated hubs; with how well each covers the symptoms. */
function coverCandidates(question: RootQuestion, symptoms: readonly Presence[]): Map<string, Cover> {
  const covers = new Map<string, Cover>();
  const add = (ci: string, presence: Presence, closeness: number): void => {
    let cover = covers.get(ci);
    if (cover === undefined) covers.set(ci, (cover = { sum: 0, explained: [] }));
    cover.sum += closeness;
    cover.explained.push(presence);
  };
  for (const presence of symptoms) {
    add(presence.place, presence, 1);
    if (presence.symptoms === 0) continue;
    for (const [ci, closeness] of question.reach.above(presence.place)) add(ci, presence, closeness);
  }
  for (const hub of question.hubs) if (!covers.has(hub)) covers.set(hub, { sum: 0, explained: [] });
  return covers;
}

interface CandidateQuestion extends RootQuestion {
  readonly byPlace: ReadonlyMap<string, Presence>;
  readonly onset: number;
  readonly ci: string;
  readonly sum: number;
  readonly explained: readonly Presence[];
  readonly of: number;
}

function scoreCandidate(question: CandidateQuestion): Scored {
  const { ci, graph, byPlace } = question;
  const own = byPlace.get(ci);
  const strengths: [keyof typeof weights, number][] = [
    ['coverage', question.of === 0 ? 0 : question.sum / question.of],
    ['resource', own === undefined ? 0 : saturate(kinds(own, 'resource') + kinds(own, 'capacity') + own.down, own)],
    ['callee', own === undefined ? 0 : saturate(own.asPeer, own)],
    ['error', own === undefined ? 0 : saturate(kinds(own, 'error'), own)],
    ['latency', own === undefined ? 0 : saturate(kinds(own, 'latency'), own)],
    ['own', own === undefined ? 0 : 1],
    ['silent', own === undefined ? 1 : 0],
    ['early', own !== undefined && own.firstAt <= question.onset + 5_000 ? 1 : 0],
    ['severity', own === undefined ? 0 : severityRank[own.worst] / 4],
    ['dependencyAnomalous', dependencyAnomalous(graph, byPlace, ci, own)],
    ['stub', graph.dependencies(ci).length === 0 && graph.fanIn(ci) <= 1 ? 1 : 0],
  ];
  const terms = strengths
    .filter(([, strength]) => strength !== 0)
    .map(([term, strength]) => ({ term, weight: round(weights[term] * strength) }));
  return { ci, terms, raw: terms.reduce((sum, { weight }) => sum + weight, 0), explained: question.explained };
}

function kinds(presence: Presence, kind: keyof Presence['kinds']): number {
  return presence.kinds[kind] ?? 0;
}

/** Strengths saturate as 1 − e^−x, x = rarity × (.4 + .15 × severity 1–4); rarity is 1 until days of history exist. */
function saturate(count: number, presence: Presence): number {
  return 1 - Math.exp(-count * (0.4 + 0.15 * severityRank[presence.worst]));
}

/** Something that it directly needs is in trouble too, unless its own alerts are strong. */
function dependencyAnomalous(
  graph: CmdbGraph,
  byPlace: ReadonlyMap<string, Presence>,
  ci: string,
  own: Presence | undefined,
): number {
  const anomalous = graph.dependencies(ci).some((edge) => (byPlace.get(edge.to)?.symptoms ?? 0) > 0);
  if (!anomalous) return 0;
  return Math.max(0, 1 - 0.75 * (own === undefined ? 0 : saturate(own.total, own)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function shareOut(raws: readonly number[]): number[] {
  const top = raws[0] ?? 0;
  const weightsOf = raws.map((raw) => Math.exp(sharpness * (raw - top)));
  const sum = weightsOf.reduce((total, weight) => total + weight, 0);
  return weightsOf.map((weight) => Math.min(mostSure, Math.round((weight / sum) * 100) / 100));
}

function toCandidate(
  question: RootQuestion,
  byPlace: ReadonlyMap<string, Presence>,
  scored: Scored & { score: number; onset: number },
): RootCandidate {
  const { score, onset } = scored;
  const ci = question.graph.ci(scored.ci);
  const own = byPlace.get(scored.ci);
  const explained = [...scored.explained].sort((a, b) => a.firstAt - b.firstAt || (a.place < b.place ? -1 : 1));
  return {
    ci: scored.ci,
    ciName: ci?.name ?? scored.ci,
    ciClass: ci?.class ?? 'other',
    score,
    explainsCis: explained.slice(0, 200).map((presence) => presence.place),
    explainedAlerts: alertsOf(explained),
    because: [...scored.terms].filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight),
    against: speaksAgainst(own, onset, alertsOf([...byPlace.values()]) - alertsOf(explained)),
    ownAlerts: own?.quotes ?? [],
  };
}

function alertsOf(presences: readonly Presence[]): number {
  return presences.reduce((sum, presence) => sum + presence.total, 0);
}

function speaksAgainst(own: Presence | undefined, onset: number, unexplained: number): string[] {
  const against: string[] = [];
  if (own === undefined) against.push('silent');
  else if (own.firstAt > onset + 5_000) against.push('later-than-symptoms');
  if (unexplained > 0) against.push(`does-not-explain:${String(unexplained)}`);
  return against;
}
