// Which CI best explains all symptoms: one linear score, the same weights for every site. The terms and weights
// were measured on labelled faults (judgement-measured.md, "Root ranking"); each candidate lists what made its score.
import type { RootCandidate } from '../../domain/incident.ts';
import { coverCandidates, type Cover } from './root/cover-candidates.ts';
import { marksOf } from './root/marks.ts';
import { toldInOwnWords } from './root/own-words.ts';
import type { RootQuestion } from './root/root-question.ts';
import { likelyHit } from './root/likely-hit.ts';
import {
  earlyMs,
  onsetElsewhere,
  scoreCandidate,
  type Scored,
  type Term,
  type Trouble,
} from './root/score-candidate.ts';
import type { Presence } from './working-rows.ts';

export interface Ranking {
  /** Best first, at most 5; empty if no alert is bound to a CI. */
  readonly candidates: readonly RootCandidate[];
  /** Whether the first stands out. */
  readonly clear: boolean;
  /** CIs without a word of their own that are probably hit: likely causes, and what lies between. */
  readonly likely: readonly string[];
}

/** A lead smaller than this in raw score is no lead: within the ± of the smaller weights. */
const clearMargin = 0.5;

/** Raw scores to shares; at 1.5 a margin of 2 reads as 0.95. */
const sharpness = 1.5;

/** What follows from alerts alone is never certain. */
const mostSure = 0.99;

export function rankRoot(question: RootQuestion): Ranking {
  const bound = question.presences.filter(({ place, total }) => total > 0 && question.graph.ci(place) !== undefined);
  const trouble = troubleOf(question, bound);
  const scored = [...coverCandidates(question, bound)].map(([ci, cover]) => scoreCandidate(trouble, ci, cover));
  scored.sort((a, b) => b.raw - a.raw || (a.ci < b.ci ? -1 : 1));
  if (question.named !== null) return namedFirst(question, trouble, scored);
  const shares = shareOut(scored.map((each) => each.raw));
  const candidates = scored.slice(0, 5).map((each, at) => toCandidate(trouble, each, shares[at] ?? 0));
  const [first, second] = scored;
  return {
    candidates,
    clear: first !== undefined && (second === undefined || first.raw - second.raw >= clearMargin),
    likely: likelyHit(question, candidates, complaining(trouble)),
  };
}

/** A person said what it was: that CI is the cause, whatever the sum says; the others follow in their order. */
function namedFirst(question: RootQuestion, trouble: Trouble, scored: readonly Scored[]): Ranking {
  const { named } = question;
  const others = scored.filter(({ ci }) => ci !== named);
  const told = scored.find(({ ci }) => ci === named) ?? scoreCandidate(trouble, named ?? '', uncovered);
  const candidates = [told, ...others].slice(0, 5).map((each, at) => toCandidate(trouble, each, at === 0 ? 1 : 0));
  return { candidates, clear: true, likely: likelyHit(question, candidates, complaining(trouble)) };
}

const uncovered: Cover = { share: 0, explained: new Set() };

function troubleOf(question: RootQuestion, bound: readonly Presence[]): Trouble {
  const { graph, hubs, onsetOf, changeBefore, namedBefore, hearsWords, tellsLost } = question;
  const marks = marksOf(bound, question);
  let onset = Infinity;
  for (const { firstAt } of marks.values()) onset = Math.min(onset, firstAt);
  const byPlace = new Map(bound.map((presence) => [presence.place, presence]));
  const signsOnset = ({ signs }: Presence): number => Math.min(...signs.map(onsetOf));
  return {
    ...{ graph, byPlace, marks, hubs, tellsLost, onset, signsOnset, namedBefore },
    ownWords: hearsWords ? toldInOwnWords(bound) : new Map(),
    changeOf: (ci) => changeBefore(ci, onset),
  };
}

function complaining({ byPlace }: Trouble): ReadonlySet<string> {
  return new Set(byPlace.keys());
}

function shareOut(raws: readonly number[]): number[] {
  const top = raws[0] ?? 0;
  const weightsOf = raws.map((raw) => Math.exp(sharpness * (raw - top)));
  const sum = weightsOf.reduce((total, weight) => total + weight, 0);
  return weightsOf.map((weight) => Math.min(mostSure, Math.round((weight / sum) * 100) / 100));
}

function toCandidate(trouble: Trouble, scored: Scored, score: number): RootCandidate {
  const ci = trouble.graph.ci(scored.ci);
  const change = trouble.changeOf(scored.ci);
  const explained = explainedBy(scored.cover);
  return {
    ci: scored.ci,
    ciName: ci?.name ?? scored.ci,
    ciClass: ci?.class ?? 'other',
    score,
    explainsCis: explained.slice(0, 200).map((presence) => presence.place),
    explainedAlerts: alertsOf(explained),
    because: scored.terms.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight),
    against: speaksAgainst(trouble, scored, alertsOf(trouble.byPlace.values()) - alertsOf(explained)),
    ownAlerts: trouble.byPlace.get(scored.ci)?.quotes ?? [],
    change: change === null ? null : { at: change.at, what: change.what },
    ...(ci?.procedure === undefined ? {} : { procedure: ci.procedure }),
  };
}

function explainedBy({ explained }: Cover): Presence[] {
  return [...explained].sort((a, b) => a.firstAt - b.firstAt || (a.place < b.place ? -1 : 1));
}

function alertsOf(presences: Iterable<Presence>): number {
  let sum = 0;
  for (const presence of presences) sum += presence.total;
  return sum;
}

/** Terms that count against a candidate from this weight on are worth a word. */
const worthSaying = 0.15;

function speaksAgainst(trouble: Trouble, { ci, terms, cover }: Scored, unexplained: number): string[] {
  const counts = (wanted: Term): boolean => terms.some(({ term, weight }) => term === wanted && weight <= -worthSaying);
  const against: string[] = [];
  const firstAt = trouble.marks.get(ci)?.firstAt ?? -Infinity;
  if (!trouble.byPlace.has(ci)) against.push('silent');
  else if (firstAt > onsetElsewhere(trouble, ci, cover) + earlyMs) against.push('later-than-symptoms');
  if (counts('dependency')) against.push('dependency-in-trouble');
  if (counts('client')) against.push('slow-as-client');
  if (counts('healthyCallers')) against.push('healthy-neighbours');
  if (unexplained > 0) against.push(`does-not-explain:${String(unexplained)}`);
  return against;
}
