// Root causes against labels: where the true CI stands among a situation's candidates, and what sort of miss it was.
import type { Figure } from '../figure.ts';
import type { ReplayedSituation } from './replayed.ts';

export interface RootCase {
  readonly id: string;
  /** The situation that answers for the case; undefined: nothing was heard. */
  readonly situation: ReplayedSituation | undefined;
  readonly isRoot: (ci: string) => boolean;
  /** Whether an alert was on, or about, the true CI. */
  readonly rootAlerts: boolean;
  /** In words: what the first candidate is to the true one. */
  readonly relate?: (first: string) => string;
}

export interface RootVerdict {
  readonly id: string;
  /** From 1; 0: not among the candidates. */
  readonly rank: number;
  readonly rootAlerts: boolean;
  /** What went wrong; null: it came first. */
  readonly miss: string | null;
  readonly first: string | null;
}

export function judgeRoot({ id, situation, isRoot, rootAlerts, relate }: RootCase): RootVerdict {
  const candidates = situation?.rootCandidates.map(({ ci }) => ci) ?? [];
  const rank = candidates.findIndex(isRoot) + 1;
  const first = candidates[0] ?? null;
  return { id, rank, rootAlerts, first, miss: rank === 1 ? null : missOf() };

  function missOf(): string {
    if (situation === undefined) return 'nothing was heard';
    if (first === null) return 'no candidate';
    const silent = rootAlerts ? '' : 'silent root, ';
    const place = rank === 0 ? 'not listed' : rank <= 3 ? 'in the first three' : 'fourth or fifth';
    return `${silent}${place}, first is ${relate?.(first) ?? 'another CI'}`;
  }
}

export interface Bars {
  readonly top1: number | null;
  readonly top3: number | null;
  readonly floor: string;
}

export function rootFigures(bench: string, verdicts: readonly RootVerdict[], bars: Bars, of = ''): Figure[] {
  const share = (top: number): number =>
    verdicts.filter(({ rank }) => rank > 0 && rank <= top).length / Math.max(1, verdicts.length);
  const figure = (top: 1 | 3, bar: number | null): Figure => ({
    bench,
    metric: `root CI top-${top}${of} (${verdicts.length} cases)`,
    // To two digits, as the bars are.
    value: Math.round(share(top) * 100) / 100,
    unit: '',
    bar: bar === null ? null : `≥${bar}`,
    peer: bars.floor,
  });
  return [figure(1, bars.top1), figure(3, bars.top3)];
}

/** Classes of misses, most frequent first. */
export function missClasses(verdicts: readonly RootVerdict[]): string[] {
  const counts = new Map<string, string[]>();
  for (const { miss, id } of verdicts) if (miss !== null) counts.set(miss, [...(counts.get(miss) ?? []), id]);
  return [...counts]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .map(([miss, ids]) => `${String(ids.length).padStart(3)} × ${miss}: ${ids.join(' ')}`);
}
