// The bench's own arithmetic: ends of repeated states, which alert an event became, ranks and misses, names in a cluster.
import { describe, expect, test } from 'vitest';
import { relationsOf } from './call-graph.ts';
import { familyOf, isApplied, mentionedIn, stemOf } from './cluster-names.ts';
import { cell } from './dataset-folder.ts';
import { bestSituation } from './overlap.ts';
import type { Replayed } from './replayed.ts';
import { judgeRoot, missClasses, rootFigures } from './root-hits.ts';
import { withEnds, type ToldEvent } from './story.ts';
import { ToldAlerts } from './told-alerts.ts';

const problem = (at: number, host = 'a'): ToldEvent => ({
  at,
  host,
  check: 'latency',
  state: 'problem',
  severity: 'high',
  message: 'slow',
});

describe('a state repeated at every scrape', () => {
  test('ends one period after its last repeat, and after a gap', () => {
    const told = withEnds([problem(0), problem(60_000), problem(600_000)], 60_000);
    expect(told.map(({ at, state }) => [at, state])).toEqual([
      [0, 'problem'],
      [60_000, 'problem'],
      [126_000, 'ok'],
      [600_000, 'problem'],
      [666_000, 'ok'],
    ]);
  });
});

const alert = (id: string, openedAt: string, situation: string | null): Replayed['alerts'][number] => ({
  id,
  name: 'latency',
  ci: 'a',
  host: 'a',
  labels: {},
  openedAt,
  situation,
  incident: null,
});
const situation = (id: string, mergedInto: string | null, ...cis: string[]): Replayed['situations'][number] => ({
  id,
  incident: null,
  mergedInto,
  rootCandidates: cis.map((ci) => ({ ci, score: 0.5, against: [] })),
});

const replayed: Replayed = {
  out: '',
  incidents: [],
  chronic: new Set(),
  alerts: [alert('1', '1970-01-01T00:00:00Z', 's1'), alert('2', '1970-01-01T00:10:00Z', 's3')],
  situations: [situation('s1', 's2'), situation('s2', null, 'b', 'a'), situation('s3', null)],
};

describe('an event', () => {
  const told = new ToldAlerts(replayed);
  test('became the episode that was open, and its situation is the one that it merged into', () => {
    expect(told.alertOf(problem(120_000))?.id).toBe('1');
    expect(told.situationOf(problem(120_000))?.id).toBe('s2');
    expect(told.situationOf(problem(600_000))?.id).toBe('s3');
    expect(told.situationOf(problem(0, 'elsewhere'))).toBeUndefined();
  });
  test('of a case counts for the situation that fits the case best', () => {
    const all = [problem(0), problem(1_000), problem(600_000)];
    expect(bestSituation(told, all, all)?.id).toBe('s2');
  });
});

describe('a root', () => {
  const verdict = (root: string, found = replayed.situations[1]): ReturnType<typeof judgeRoot> =>
    judgeRoot({ id: root, situation: found, isRoot: (ci) => ci === root, rootAlerts: true });
  test('has a rank, and a miss has a class', () => {
    expect(verdict('b')).toMatchObject({ rank: 1, miss: null });
    expect(verdict('a')).toMatchObject({ rank: 2, miss: 'in the first three, first is another CI' });
    expect(verdict('z')).toMatchObject({ rank: 0 });
    expect(judgeRoot({ id: 'x', situation: undefined, isRoot: () => true, rootAlerts: false }).miss).toBe(
      'nothing was heard',
    );
    expect(missClasses([verdict('a'), verdict('b')])).toEqual(['  1 × in the first three, first is another CI: a']);
  });
  test('counts among all cases', () => {
    const figures = rootFigures('set', [verdict('a'), verdict('b')], { top1: 0.5, top3: 1, floor: '' });
    expect(figures.map(({ value }) => value)).toEqual([0.5, 1]);
  });
  test('is below or above what was named', () => {
    const relate = relationsOf({
      relations: [
        { from: 'web', to: 'app', type: '' },
        { from: 'app', to: 'db', type: '' },
      ],
    });
    expect([relate('app', 'db'), relate('app', 'web'), relate('db', 'web'), relate('db', 'x')]).toEqual([
      'something it depends on',
      'its caller',
      'a caller of its callers',
      'no relation of it',
    ]);
  });
});

describe('names in a cluster', () => {
  test.each([
    ['product-catalog-service-1', 'productcatalog'],
    ['productcatalog-pod-2', 'productcatalog'],
    ['recommendationservice-configmap-1', 'recommendation'],
    ['reviews-v3-deployment-1', 'reviews'],
    ['flagd-config', 'flagd'],
  ])('%s belongs to %s', (id, stem) => {
    expect(stemOf(id)).toBe(stem);
  });
  test('mention workloads, and tell who made what', () => {
    expect(mentionedIn('otel-demo-checkout-kafka-network-partition', ['checkout', 'kafka', 'cart'])).toEqual([
      'checkout',
      'kafka',
    ]);
    expect(familyOf('stress-chaos-1')).toBe(familyOf('stress-chaos-schedule-1'));
    expect(['ConfigMap', 'IOChaos', 'Pod'].map(isApplied)).toEqual([true, true, false]);
  });
});

test('a column that is not there is named', () => {
  expect(() => cell({ a: '1' }, 'b')).toThrow('no column b; there are: a');
});
