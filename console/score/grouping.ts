// How well alerts were put together: pairwise precision and recall, adjusted Rand index, best-overlap F1.
import type { LabelledAlert } from './label-alerts.ts';

export interface Grouping {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Over the alerts that belong somewhere. */
  readonly ari: number;
  /** Mean over the true incidents of the F1 with the cluster that fits each best. */
  readonly bestOverlapF1: number;
}

/**
 * A pair is right if both belong to one true incident. An alert that belongs nowhere makes wrong pairs with those that
 * do; two such alerts are not judged; optional ones count neither way.
 */
export function scoreGrouping(labelled: readonly LabelledAlert[], trueIds: readonly string[]): Grouping {
  const judged = labelled.filter(({ optional }) => optional.length === 0);
  const table = new Contingency(judged);
  const precision = ratio(table.rightPairs, table.foundPairs);
  const recall = ratio(table.rightPairs, table.truePairs);
  return {
    precision,
    recall,
    f1: harmonic(precision, recall),
    ari: table.adjustedRand(),
    bestOverlapF1: mean(trueIds.map((id) => bestOverlap(labelled, id).f1)),
  };
}

function pairs(of: number): number {
  return (of * (of - 1)) / 2;
}

/** Nothing to find, nothing found: right. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function countBy(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function pairsIn(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0);
}

/** Found clusters against true incidents. */
class Contingency {
  readonly #member: readonly LabelledAlert[];
  readonly #strays: readonly LabelledAlert[];
  readonly rightPairs: number;
  readonly truePairs: number;

  constructor(judged: readonly LabelledAlert[]) {
    this.#member = judged.filter(({ truth }) => truth !== null);
    this.#strays = judged.filter(({ truth }) => truth === null);
    this.truePairs = pairsIn(countBy(this.#member.map(({ truth }) => truth ?? '')));
    this.rightPairs = pairsIn(countBy(this.#member.map(({ truth, cluster }) => `${truth ?? ''}\u0000${cluster}`)));
  }

  get foundPairs(): number {
    const members = countBy(this.#member.map(({ cluster }) => cluster));
    const withStrays = this.#strays.reduce((sum, { cluster }) => sum + (members.get(cluster) ?? 0), 0);
    return pairsIn(members) + withStrays;
  }

  /** Hubert and Arabie 1985. */
  adjustedRand(): number {
    const found = pairsIn(countBy(this.#member.map(({ cluster }) => cluster)));
    const all = pairs(this.#member.length);
    const expected = all === 0 ? 0 : (found * this.truePairs) / all;
    const highest = (found + this.truePairs) / 2;
    return highest === expected ? 1 : (this.rightPairs - expected) / (highest - expected);
  }
}

export interface Overlap {
  /** Null: none of its alerts was found. */
  readonly cluster: string | null;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The cluster, of those that may be taken, that fits a true incident best; of equals, the first by name. */
export function bestOverlap(
  labelled: readonly LabelledAlert[],
  id: string,
  mayTake: (cluster: string) => boolean = () => true,
): Overlap {
  const members = labelled.filter(({ truth }) => truth === id);
  const shared = countBy(members.map(({ cluster }) => cluster));
  const sizes = countBy(labelled.filter(({ optional }) => optional.length === 0).map(({ cluster }) => cluster));
  let best: Overlap = { cluster: null, precision: 0, recall: 0, f1: 0 };
  for (const [cluster, count] of [...shared].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!mayTake(cluster)) continue;
    const precision = count / (sizes.get(cluster) ?? count);
    const recall = count / members.length;
    const f1 = harmonic(precision, recall);
    if (f1 > best.f1) best = { cluster, precision, recall, f1 };
  }
  return best;
}
