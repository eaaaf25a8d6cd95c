// Who may be the cause, and how much of all signs each would explain.
import { canBeSymptom } from '../../../domain/symptom-kind.ts';
import type { Presence } from '../working-rows.ts';
import { decay, type Reached } from './closeness.ts';
import type { RootQuestion } from './root-question.ts';
import type { Sign } from './sign.ts';

export interface Cover {
  /** 0–1: Σ rarity × closeness ÷ Σ rarity. */
  readonly share: number;
  readonly explained: ReadonlySet<Presence>;
}

interface Sums {
  called: number;
  /** By way of what hangs on the candidate: worth as much as all of that complains. */
  hosted: number;
  readonly explained: Set<Presence>;
}

type Add = (ci: string, sum: number, hosting?: boolean) => void;

/** What was to be expected counts a little: where nothing is rare, all of it tells. */
const leastWeight = 0.05;

function weightOf({ rarity }: Sign): number {
  return Math.max(leastWeight, rarity);
}

/**
 * Alerting CIs, their peers, all that these depend on within three hops, the callers of those that get less work than
 * usual with what they need, and activated hubs. What changed is found among them by its change.
 */
export function coverCandidates(question: RootQuestion, bound: readonly Presence[]): Map<string, Cover> {
  const sums = new Map<string, Sums>();
  const at = (ci: string): Sums => {
    let found = sums.get(ci);
    if (found === undefined) sums.set(ci, (found = { called: 0, hosted: 0, explained: new Set() }));
    return found;
  };
  let all = 0;
  for (const presence of bound) {
    explain(question, presence, (ci, sum, hosting = false) => {
      const explained = at(ci);
      explained[hosting ? 'hosted' : 'called'] += sum;
      explained.explained.add(presence);
    });
    for (const sign of presence.signs) all += weightOf(sign);
  }
  for (const hub of question.hubs) at(hub);
  return new Map([...sums].map(([ci, found]) => [ci, coverOf(question, ci, found, all)]));
}

function coverOf(question: RootQuestion, ci: string, { called, hosted, explained }: Sums, all: number): Cover {
  const fallen = hosted === 0 ? 0 : hosted * shareFallen(question, ci, explained.size);
  return { share: all === 0 ? 0 : (called + fallen) / all, explained };
}

/** When a host or a switch fails, all that hangs on it does: as many as activate a hub are proof, fewer are a part of one. */
function shareFallen({ graph, hubs, hubShare }: RootQuestion, ci: string, explained: number): number {
  const below = graph.leavesBelow(ci).size;
  return below === 0 || hubs.includes(ci) ? 1 : Math.min(1, explained / below / hubShare);
}

/** What each CI explains of this place's signs: weight × closeness. */
function explain({ graph, reach, tellsLost }: RootQuestion, { place, signs }: Presence, add: Add): void {
  let plain = 0;
  let machine = 0;
  for (const sign of signs) {
    const weight = weightOf(sign);
    // What a client sees lies a hop away, and so does whoever stopped asking.
    add(place, weight * (sign.kind === 'client' || sign.kind === 'traffic' ? decay.functional : 1));
    if (!canBeSymptom(sign.kind)) continue;
    const peer = graph.ci(sign.peer ?? '') === undefined ? null : sign.peer;
    const pointed = peer === null ? (sign.kind === 'traffic' ? reach.starvedBy(place) : null) : beyond(reach, peer);
    if (tellsLost && sign.lost === 'machine') machine += weight;
    else if (pointed === null) plain += weight;
    else
      spread(reach.above(place), pointed, (ci, { closeness, hosting }) => {
        if (ci !== place) add(ci, weight * closeness, hosting);
      });
  }
  if (plain + machine === 0) return;
  // What it calls takes no machine off the network: only what carries it does.
  const carriers = machine > 0 ? graph.cisAbove(place) : null;
  for (const [ci, { closeness, hosting }] of reach.above(place)) {
    const sum = plain + (carriers?.has(ci) === true ? machine : 0);
    if (sum > 0) add(ci, sum * closeness, hosting);
  }
}

/** The peer, a hop away, and what it depends on in turn. */
function beyond(reach: RootQuestion['reach'], peer: string): Map<string, Reached> {
  const found = new Map<string, Reached>([[peer, { closeness: decay.functional, hosting: false }]]);
  for (const [ci, { closeness, hosting }] of reach.above(peer))
    found.set(ci, { closeness: closeness * decay.functional, hosting });
  return found;
}

/** Each CI once, by the shorter of two ways. */
function spread(
  above: ReadonlyMap<string, Reached>,
  pointed: ReadonlyMap<string, Reached>,
  each: (ci: string, reached: Reached) => void,
): void {
  for (const [ci, reached] of above) {
    const other = pointed.get(ci);
    each(ci, other !== undefined && other.closeness > reached.closeness ? other : reached);
  }
  for (const [ci, reached] of pointed) if (!above.has(ci)) each(ci, reached);
}
