// petshop-rca: injected faults in a cloud application. Each traffic level is a site of its own; its cases come one after another.
import { cell, timeIn, type Columns, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { relationsOf } from './call-graph.ts';
import { bestSituation } from './overlap.ts';
import { replayStory } from './replayed.ts';
import { judgeRoot, missClasses, rootFigures, type RootVerdict } from './root-hits.ts';
import { severityOf, withEnds, writeStory, type ToldCmdb, type ToldEvent } from './story.ts';
import { ToldAlerts } from './told-alerts.ts';

const set = 'petshop-rca';
/** The source's metrics are five-minute points. */
const periodMs = 5 * 60_000;

export const petshop: JudgedSet = { name: 'petshop', needs: set, judge };

async function judge(sets: DatasetFolder, scratch: string): Promise<Judged> {
  const cases = sets.rows(set, 'cases.csv');
  const scenarioOf = new Map(cases.map((one) => [cell(one, 'case_id'), cell(one, 'scenario')]));
  const alerts = sets.rows(set, 'alerts.csv');
  const scenarioOfRow = (row: Columns): string => scenarioOf.get(cell(row, 'case_id')) ?? '';
  const problems = alerts.map((row) => ({ case: cell(row, 'case_id'), ...toEvent(row, scenarioOfRow(row)) }));
  const cmdb = toCmdb(sets.rows(set, 'topology.csv'), problems);
  const events = withEnds(
    problems.map(({ case: _, ...event }) => event),
    periodMs,
  );
  const startsAt = (events[0]?.at ?? 0) - 60_000;
  const replayed = await replayStory(await writeStory({ cmdb, events, startsAt }, scratch), `${scratch}/out`);
  const told = new ToldAlerts(replayed);
  const relate = relationsOf(cmdb);
  const verdicts = cases.map((one): RootVerdict => {
    const id = cell(one, 'case_id');
    const members = problems.filter((event) => event.case === id);
    const visible = members.find(
      (event) =>
        event.host === inSite(cell(one, 'scenario'), cell(one, 'target_ci')) &&
        event.check.startsWith(cell(one, 'target_metric')),
    );
    const root = inSite(cell(one, 'scenario'), cell(one, 'truth_root_ci'));
    const situation =
      (visible === undefined ? undefined : told.situationOf(visible)) ?? bestSituation(told, members, problems);
    return judgeRoot({
      id,
      situation,
      isRoot: (ci) => ci === root,
      rootAlerts: cell(one, 'root_has_alert') === '1',
      relate: (first) => relate(root, first),
    });
  });
  const figures = rootFigures('petshop', verdicts, {
    top1: 0.75,
    top3: 0.92,
    floor: 'prototype .85 / 1.00, authors .654 / .827',
  });
  return { figures, misses: missClasses(verdicts) };
}

function inSite(scenario: string, ci: string): string {
  return `${scenario}/${ci}`;
}

function toEvent(row: Columns, scenario: string): ToldEvent {
  const check = `${cell(row, 'metric')}.${cell(row, 'statistic')}`;
  return {
    at: timeIn(row, 'ts'),
    host: inSite(scenario, cell(row, 'ci')),
    check,
    state: 'problem',
    severity: severityOf(cell(row, 'severity_derived')),
    message: `${check} = ${cell(row, 'value')} (normal ${cell(row, 'baseline_median')})`,
  };
}

function toCmdb(topology: readonly Columns[], events: readonly ToldEvent[]): ToldCmdb {
  const relations = topology.map((row) => ({
    from: inSite(cell(row, 'scenario'), cell(row, 'caller')),
    to: inSite(cell(row, 'scenario'), cell(row, 'callee')),
    type: 'depends_on',
  }));
  const ids = new Set([...relations.flatMap(({ from, to }) => [from, to]), ...events.map(({ host }) => host)]);
  return { cis: [...ids].sort().map((id) => ({ id })), relations };
}
