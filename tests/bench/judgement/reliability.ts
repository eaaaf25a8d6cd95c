// How often the belief behind a join was right: by cue and by probability, against labels. The table in
// correlate/judging/cues/cue.ts is read off these figures.
import { z } from 'zod';
import type { Figure } from '../figure.ts';
import { rowsBy } from './dataset-folder.ts';
import { shapeOf } from './path-shape.ts';
import { decisionsIn, type Replayed } from './replayed.ts';

const Join = z.object({
  alert: z.string(),
  cost: z.number().optional(),
  path: z.array(z.string()).default([]),
  probability: z.number(),
  parts: z.array(z.object({ cue: z.string(), chance: z.number() })),
});

interface Judged {
  readonly by: string;
  /** Shape and length in hops of the path that joined it; null: it joined by no path. */
  readonly shape: string | null;
  readonly probability: number;
  readonly isRight: boolean;
}

/** What the labels and the CMDB say of a set. */
export interface Labels {
  /** The labelled case of an alert; null: noise, which no join is right for. */
  readonly caseOf: (alert: string) => string | null;
  readonly dependsOn: (from: string, to: string) => boolean;
}

export function reliabilityFigures(
  bench: string,
  { out, chronic }: Pick<Replayed, 'out' | 'chronic'>,
  labels: Labels,
): Figure[] {
  const members = new Map<string, string[]>();
  const judged: Judged[] = [];
  for (const { outcome, subject, evidence } of decisionsIn(out, '')) {
    const opened = outcome === 'opened' && typeof evidence['alert'] === 'string';
    const join = Join.safeParse(evidence);
    if (!join.success && !opened) continue;
    const alert = String(evidence['alert']);
    const home = opened ? `joined ${subject.id}` : outcome;
    // What was set aside joins nothing but its like.
    if (join.success && !chronic.has(alert)) judged.push(...judgeJoin(join.data, members.get(home) ?? [], labels));
    members.set(home, [...(members.get(home) ?? []), alert]);
  }
  return [
    ...byGroup(bench, judged, ({ by }) => `joins by ${by}`),
    ...byGroup(
      bench,
      judged.filter(({ shape }) => shape !== null),
      ({ shape }) => `joins by path: ${shape ?? ''}`,
    ),
    calibration(bench, judged),
  ];
}

/** Right: of the same case as most of those that it joins, noise aside. Joins of noise to noise say nothing. */
function judgeJoin(
  { alert, probability, parts, cost, path }: z.infer<typeof Join>,
  before: readonly string[],
  { caseOf, dependsOn }: Labels,
): Judged[] {
  const own = caseOf(alert);
  const cases = rowsBy(
    before.filter((other) => caseOf(other) !== null),
    (other) => caseOf(other) ?? '',
  );
  const [most] = [...cases].sort(([, a], [, b]) => b.length - a.length)[0] ?? [''];
  if (own === null && most === '') return [];
  const cues = parts.map(({ cue }) => cue).join(' + ');
  const by = cost === undefined ? cues : `${cues}, cost ${cost <= 1 ? '≤1' : cost <= 3 ? '≤3' : '>3'}`;
  const hops = path.length - 1;
  const shape = hops < 1 ? null : `${shapeOf(path, dependsOn)}, ${String(hops)} ${hops === 1 ? 'hop' : 'hops'}`;
  return [{ by, shape, probability, isRight: own === most }];
}

function byGroup(bench: string, judged: readonly Judged[], nameOf: (join: Judged) => string): Figure[] {
  return [...rowsBy(judged, nameOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, joins]) => ({
      ...{ bench, metric: `${name}: right, of ${joins.length}`, unit: '', bar: null },
      value: joins.filter(({ isRight }) => isRight).length / joins.length,
    }));
}

/** Mean distance of what was believed from what was right, over all joins (expected calibration error, ten bins). */
function calibration(bench: string, judged: readonly Judged[]): Figure {
  const bins = rowsBy(judged, ({ probability }) => String(Math.min(9, Math.floor(probability * 10))));
  let error = 0;
  for (const joins of bins.values()) {
    const right = joins.filter(({ isRight }) => isRight).length;
    const believed = joins.reduce((sum, { probability }) => sum + probability, 0);
    error += Math.abs(believed - right);
  }
  return {
    bench,
    metric: 'joins: calibration error',
    value: error / Math.max(1, judged.length),
    unit: '',
    bar: '≤0.1',
  };
}
