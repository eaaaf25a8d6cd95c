// itbench-scenarios: Kubernetes incidents without times; the cause is often a silent configuration object.
import type { Columns, DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { relationsOf } from './call-graph.ts';
import { ClusterCase, tellCase, type ToldCase } from './cluster-case.ts';
import { stemOf } from './cluster-names.ts';
import { bestSituation } from './overlap.ts';
import { replayStory, type Replayed, type ReplayedSituation } from './replayed.ts';
import { judgeRoot, missClasses, rootFigures, type RootVerdict } from './root-hits.ts';
import { writeStory } from './story.ts';
import { ToldAlerts } from './told-alerts.ts';

const set = 'itbench-scenarios';
const startsAt = Date.UTC(2026, 0, 5);
/** Far enough apart for one case to be over when the next begins. */
const apartMs = 6 * 60 * 60_000;

export const itbench: JudgedSet = { name: 'itbench', needs: set, judge };

interface Case {
  readonly one: ClusterCase;
  readonly story: ToldCase;
}

async function judge(sets: DatasetFolder, scratch: string): Promise<Judged> {
  const topology: Columns[] = sets.rows(set, 'topology.csv');
  const cases = sets.lines(set, 'cases.ndjson').map((line, index): Case => {
    const one = ClusterCase.parse(line);
    return { one, story: tellCase(one, topology, startsAt + (index + 1) * apartMs) };
  });
  const stories = cases.map(({ story }) => story);
  const cmdb = {
    cis: stories.flatMap((story) => story.cmdb.cis),
    services: stories.flatMap((story) => story.cmdb.services ?? []),
    relations: stories.flatMap((story) => story.cmdb.relations),
  };
  const events = stories.flatMap((story) => story.events);
  const replayed = await replayStory(await writeStory({ cmdb, events, startsAt }, scratch), `${scratch}/out`);
  const told = new ToldAlerts(replayed);
  const judged = cases.map((each) => judgeCase(each, told, replayed));
  const verdicts = judged.map(({ verdict }) => verdict);
  const recall = judged.reduce((sum, { affected }) => sum + affected, 0) / Math.max(1, judged.length);
  const bars = { top1: 0.34, top3: 0.68, floor: 'prototype .34 / .68, LLM agent .138' };
  return {
    figures: [
      ...rootFigures('itbench', verdicts, bars),
      ...rootFigures(
        'itbench',
        verdicts.filter(({ rootAlerts }) => rootAlerts),
        { top1: null, top3: null, floor: 'prototype .69 / .81' },
        ', root alerts',
      ),
      {
        bench: 'itbench',
        metric: 'CIs on the path that are listed as affected',
        value: recall,
        unit: '',
        bar: '≥0.8',
        peer: 'prototype .75',
      },
    ],
    misses: missClasses(verdicts),
  };
}

function judgeCase(
  { one, story }: Case,
  told: ToldAlerts,
  replayed: Replayed,
): { verdict: RootVerdict; affected: number } {
  const alerts = story.events.filter(({ state }) => state === 'problem');
  const situation = bestSituation(told, alerts, alerts);
  const roots = new Set([
    ...one.truth_root_ci,
    ...one.truth_aliases.filter((set) => set.some((id) => one.truth_root_ci.includes(id))).flat(),
  ]);
  const stems = new Set(one.truth_root_ci.map((id) => `${one.case_id}/${stemOf(id)}`));
  const cis = new Set([...roots].map((id) => story.ciOf(id)));
  const stemIn = (ci: string): string => `${one.case_id}/${stemOf(ci.slice(one.case_id.length + 1))}`;
  const isRoot = (ci: string): boolean => cis.has(ci) || stems.has(stemIn(ci));
  const relate = relationsOf(story.cmdb);
  const truth = story.ciOf(one.truth_root_ci[0] ?? '');
  const verdict = judgeRoot({
    id: `${one.case_id}(${truth.slice(one.case_id.length + 1)})`,
    situation,
    isRoot,
    rootAlerts: alerts.some(({ host }) => isRoot(host)),
    relate: (first) => `${relate(truth, first)} (${first.slice(one.case_id.length + 1)})`,
  });
  return { verdict, affected: affectedShare({ one, story }, situation, replayed) };
}

/**
 * By stems, as the set says. Of the CIs on the path of propagation, those that the incident names: alerting, probable
 * cause, probably hit, or service hit.
 */
function affectedShare({ one }: Case, situation: ReplayedSituation | undefined, { incidents }: Replayed): number {
  const incident = incidents.find(({ id }) => id === situation?.incident);
  const cause = situation?.rootCandidates[0]?.ci;
  const listed = new Set([
    ...(incident?.cis ?? []),
    ...(incident?.likelyCis ?? []),
    ...(incident?.services ?? []).map(({ id }) => id.replace(/^service /, '')),
    ...(cause === undefined ? [] : [cause]),
  ]);
  const stemOfCi = (ci: string): string => stemOf(ci.slice(one.case_id.length + 1));
  const named = new Set([...listed].map(stemOfCi));
  const path = new Set(one.truth_propagation.flatMap(({ from, to }) => [stemOf(from), stemOf(to)]));
  return path.size === 0 ? 1 : [...path].filter((stem) => named.has(stem)).length / path.size;
}
