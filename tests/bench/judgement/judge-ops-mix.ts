// ops-mix: six sites at once, with noise. Its own script makes the recording and scores the replay; misses are told here.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Figure } from '../figure.ts';
import { relationsOf } from './call-graph.ts';
import { type DatasetFolder, rowsBy } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { bestSituation } from './overlap.ts';
import { reliabilityFigures } from './reliability.ts';
import { replayStory, type Replayed } from './replayed.ts';
import { judgeRoot, missClasses, rootFigures, type RootVerdict } from './root-hits.ts';
import { ToldAlerts, type Told } from './told-alerts.ts';

const set = 'ops-mix';

export const opsMix: JudgedSet = { name: set, needs: set, judge };

const Score = z.object({
  macroF1: z.number(),
  ari: z.number(),
  pairF1: z.number(),
  noiseKeptOut: z.number(),
  rootTop1: z.number(),
  rootTop3: z.number(),
  missing: z.number(),
});

const Key = z.object({
  events: z.array(
    z.object({
      host: z.string(),
      check: z.string(),
      state: z.string(),
      at: z.number(),
      situation: z.string().nullable(),
    }),
  ),
  situations: z.record(z.string(), z.object({ root: z.string(), rootAlerts: z.boolean() })),
});

const Graph = z.object({ relations: z.array(z.object({ from: z.string(), to: z.string(), type: z.string() })) });

async function judge(sets: DatasetFolder, scratch: string): Promise<Judged> {
  const script = sets.file(set, 'opsmix.py');
  python(script, 'make', join(sets.path, set), scratch);
  const story = { recording: join(scratch, 'storm.ndjson'), cmdb: join(scratch, 'cmdb.json') };
  const replayed = await replayStory(story, join(scratch, 'out'));
  const score = Score.parse(JSON.parse(python(script, 'score', scratch, replayed.out)));
  const verdicts = verdictsOf(replayed, scratch);
  const cases = casesOf(replayed, scratch);
  const alerting = verdicts.filter(({ rootAlerts }) => rootAlerts);
  return {
    figures: [
      ...figuresOf(score),
      ...rootFigures(set, alerting, { top1: null, top3: null, floor: 'prototype .72 / .88' }, ', root alerts'),
      ...reliabilityFigures(set, replayed, {
        caseOf: (alert) => cases.get(alert) ?? null,
        dependsOn: dependsOnIn(scratch),
      }),
    ],
    misses: missClasses(verdicts),
  };
}

/** The labelled case of each alert; noise has none. */
function casesOf(replayed: Replayed, scratch: string): Map<string, string> {
  const told = new ToldAlerts(replayed);
  const { events } = Key.parse(JSON.parse(readFileSync(join(scratch, 'key.json'), 'utf8')));
  const cases = new Map<string, string>();
  for (const { situation, ...event } of events) {
    const alert = situation === null ? undefined : told.alertOf({ ...event, at: event.at * 1000 });
    if (alert !== undefined && situation !== null) cases.set(alert.id, situation);
  }
  return cases;
}

function dependsOnIn(scratch: string): (from: string, to: string) => boolean {
  const { relations } = Graph.parse(JSON.parse(readFileSync(join(scratch, 'cmdb.json'), 'utf8')));
  const known = new Set(relations.map(({ from, to }) => JSON.stringify([from, to])));
  return (from, to) => known.has(JSON.stringify([from, to]));
}

function python(...args: readonly string[]): string {
  return execFileSync('python3', args, { encoding: 'utf8' });
}

function figuresOf(score: z.infer<typeof Score>): Figure[] {
  const figure = (metric: string, value: number, bar: string | null, peer?: string): Figure => ({
    bench: set,
    metric,
    value,
    unit: '',
    bar,
    ...(peer === undefined ? {} : { peer }),
  });
  return [
    figure('best-overlap F1, macro', score.macroF1, '≥0.88', 'prototype .88'),
    figure('ARI', score.ari, '≥0.93', 'prototype .955'),
    figure('pairwise F1', score.pairF1, null),
    figure('noise kept out', score.noiseKeptOut, null, 'prototype .82'),
    figure('root CI top-1, own groups', score.rootTop1, '≥0.63', 'prototype .63'),
    figure('root CI top-3, own groups', score.rootTop3, '≥0.8', 'prototype .79'),
    figure('events without an alert', score.missing, '≤0'),
  ];
}

/** The same cases as the script's, told one by one. */
function verdictsOf(replayed: Replayed, scratch: string): RootVerdict[] {
  const key = Key.parse(JSON.parse(readFileSync(join(scratch, 'key.json'), 'utf8')));
  const told = new ToldAlerts(replayed);
  const relate = relationsOf(Graph.parse(JSON.parse(readFileSync(join(scratch, 'cmdb.json'), 'utf8'))));
  const problems = key.events
    .filter(({ state }) => state === 'problem')
    .map((event) => ({ ...event, at: event.at * 1000 }) satisfies Told);
  const bySituation = rowsBy(problems, ({ situation }) => situation ?? '');
  return Object.entries(key.situations).map(([id, { root, rootAlerts }]) =>
    judgeRoot({
      id,
      situation: bestSituation(told, bySituation.get(id) ?? [], problems),
      isRoot: (ci) => ci === root,
      rootAlerts,
      relate: (first) => relate(root, first),
    }),
  );
}
