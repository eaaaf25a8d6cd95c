// What stands against each CI: its own signs by kind, and those of others that name it as their peer.
import { severityRank } from '../../../domain/severity.ts';
import type { Presence } from '../working-rows.ts';
import type { SymptomKind } from '../../../domain/symptom-kind.ts';
import type { Sign } from './sign.ts';

/** Sums of rarity × (.4 + .15 × severity 1–4); a strength is 1 − e^−sum (judgement-measured, "Root ranking"). */
export interface Marks {
  own: number;
  /** Own signs that point at nobody else: they alone make up for a dependency that is in trouble. */
  inner: number;
  resource: number;
  /** It cannot be reached: a reason of its own only where what it hangs on still stands. */
  lost: number;
  error: number;
  latency: number;
  /** Slow as a client: its calls are, not what it answers. */
  client: number;
  /** It says that calls to a peer are in trouble. */
  caller: number;
  /** Others say so of calls to it. */
  callee: number;
  /** The first word on it or about it; Infinity: none. */
  firstAt: number;
}

export const unmarked: Readonly<Marks> = {
  own: 0,
  inner: 0,
  resource: 0,
  lost: 0,
  error: 0,
  latency: 0,
  client: 0,
  caller: 0,
  callee: 0,
  firstAt: Infinity,
};

export type OnsetOf = (sign: Sign) => number;

interface Heard {
  readonly onsetOf: OnsetOf;
  /** A lost link is told from a lost machine. */
  readonly tellsLost: boolean;
}

export function marksOf(presences: readonly Presence[], { onsetOf, tellsLost }: Heard): Map<string, Marks> {
  const marks = new Map<string, Marks>();
  const at = (ci: string): Marks => {
    let found = marks.get(ci);
    if (found === undefined) marks.set(ci, (found = { ...unmarked }));
    return found;
  };
  for (const { place, signs } of presences) {
    for (const sign of signs) {
      const mark = tellsLost && sign.lost === 'link' ? markLink : markOwn;
      mark(at(place), sign, onsetOf(sign));
      if (sign.peer !== null && sign.peer !== place) markCallee(at(sign.peer), sign, onsetOf(sign));
    }
  }
  return marks;
}

function weightOf({ rarity, severity }: Sign): number {
  return rarity * (0.4 + 0.15 * severityRank[severity]);
}

/** A link has two ends: its device speaks over it in vain, and stands. */
function markLink(marks: Marks, sign: Sign, onsetAt: number): void {
  marks.caller += weightOf(sign);
  marks.firstAt = Math.min(marks.firstAt, onsetAt);
}

function markOwn(marks: Marks, sign: Sign, onsetAt: number): void {
  const weight = weightOf(sign);
  marks.own += weight;
  marks.firstAt = Math.min(marks.firstAt, onsetAt);
  if (sign.peer !== null) {
    marks.caller += weight;
    return;
  }
  if (sign.kind !== 'client') marks.inner += weight;
  const term = termOf[sign.kind];
  if (term !== null) marks[term] += weight;
}

function markCallee(marks: Marks, sign: Sign, onsetAt: number): void {
  marks.callee += weightOf(sign);
  marks.firstAt = Math.min(marks.firstAt, onsetAt);
}

const termOf: Readonly<Record<SymptomKind, 'resource' | 'lost' | 'error' | 'latency' | 'client' | null>> = {
  reachability: 'lost',
  resource: 'resource',
  capacity: 'resource',
  error: 'error',
  security: 'error',
  latency: 'latency',
  client: 'client',
  traffic: null,
  other: null,
};

export function strength(sum: number): number {
  return 1 - Math.exp(-sum);
}
