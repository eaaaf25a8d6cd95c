// petshop-rca: injected faults in a cloud application. Each traffic level is a site of its own; its cases come one after another.
import { inSlots } from './case-slots.ts';
import { cell, rowsBy, timeIn, type Columns, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { relationsOf } from './call-graph.ts';
import { bestSituation } from './overlap.ts';
import { replayStory, type ReplayedSituation } from './replayed.ts';
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
  const byCase = rowsBy(alerts, (row) => cell(row, 'case_id'));
  const windows = cases.map((row) => {
    const at = timeIn(row, 'issue_ts');
    return { id: cell(row, 'case_id'), from: at, to: at };
  });
  const slots = inSlots(windows, (id) => (byCase.get(id) ?? []).map((row) => toEvent(row, scenarioOfRow(row))));
  const problems = [...slots.values()].flat();
  const cmdb = toCmdb(sets.rows(set, 'topology.csv'), problems);
  const events = withEnds(problems, periodMs);
  const startsAt = (events[0]?.at ?? 0) - 60_000;
  const replayed = await replayStory(await writeStory({ cmdb, events, startsAt }, scratch), `${scratch}/out`);
  const told = new ToldAlerts(replayed);
  const relate = relationsOf(cmdb);
  const verdicts = cases.map((one): RootVerdict => {
    const id = cell(one, 'case_id');
    const members = slots.get(id) ?? [];
    const root = inSite(cell(one, 'scenario'), cell(one, 'truth_root_ci'));
    const visible = inSite(cell(one, 'scenario'), cell(one, 'target_ci'));
    const situation = visibleSituation(told, members, visible) ?? bestSituation(told, members, problems);
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

/** The running situation that holds the symptom which users see. */
function visibleSituation(
  told: ToldAlerts,
  members: readonly ToldEvent[],
  visible: string,
): ReplayedSituation | undefined {
  const holding = members.filter(({ host }) => host === visible).flatMap((event) => told.situationOf(event) ?? []);
  return holding.find((situation) => told.isRunning(situation));
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
