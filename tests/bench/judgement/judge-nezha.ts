// nezha-rca: injected faults in OnlineBoutique and TrainTicket, one after another, told once a minute while they last.
import { caseAt, inSlots, type WindowedCase } from './case-slots.ts';
import { cell, rowsBy, timeIn, type Columns, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { relationsOf } from './call-graph.ts';
import { bestSituation } from './overlap.ts';
import { replayStory } from './replayed.ts';
import { judgeRoot, missClasses, rootFigures, type Bars, type RootVerdict } from './root-hits.ts';
import { severityOf, withEnds, writeStory, type ToldCmdb, type ToldEvent } from './story.ts';
import { ToldAlerts } from './told-alerts.ts';

const set = 'nezha-rca';
const periodMs = 60_000;

interface System {
  readonly id: 'ob' | 'tt';
  readonly all: Bars;
  readonly alerting: Bars;
}

const boutique: System = {
  id: 'ob',
  all: { top1: 0.67, top3: 0.79, floor: 'prototype .67 / .79' },
  alerting: { top1: 0.89, top3: 1, floor: 'prototype .89 / 1.00, Nezha .929 / .964 with full traces' },
};
const tickets: System = {
  id: 'tt',
  all: { top1: 0.6, top3: 0.7, floor: 'prototype .62 / .71' },
  alerting: { top1: null, top3: null, floor: 'prototype .75 / .85' },
};

export const nezhaBoutique: JudgedSet = {
  name: 'nezha-ob',
  needs: set,
  judge: (sets, scratch) => judge(sets, scratch, boutique),
};
export const nezhaTickets: JudgedSet = {
  name: 'nezha-tt',
  needs: set,
  judge: (sets, scratch) => judge(sets, scratch, tickets),
};

async function judge(sets: DatasetFolder, scratch: string, { id: system, all, alerting }: System): Promise<Judged> {
  const ofSystem = (row: Columns): boolean => cell(row, 'system') === system;
  const cases = sets.rows(set, 'cases.csv').filter(ofSystem);
  const alerts = sets.rows(set, 'alerts.csv').filter(ofSystem);
  const windows = cases.map(toWindow);
  const byCase = rowsBy(alerts.map(toEvent), ({ at }) => caseAt(windows, at) ?? '');
  const slots = inSlots(windows, (id) => byCase.get(id) ?? []);
  const problems = [...slots.values()].flat();
  const cmdb = toCmdb(sets.rows(set, 'topology.csv').filter(ofSystem), problems, cases);
  const events = withEnds(problems, periodMs);
  const startsAt = (events[0]?.at ?? 0) - 60_000;
  const replayed = await replayStory(await writeStory({ cmdb, events, startsAt }, scratch), `${scratch}/out`);
  const told = new ToldAlerts(replayed);
  const relate = relationsOf(cmdb);
  const verdicts = cases.map((one): RootVerdict => {
    const id = cell(one, 'case_id');
    const root = cell(one, 'truth_root_ci');
    const members = slots.get(id) ?? [];
    return judgeRoot({
      id: `${id}(${cell(one, 'fault_type')} ${root})`,
      situation: bestSituation(told, members, problems),
      isRoot: (ci) => ci === root,
      rootAlerts: cell(one, 'root_has_alert') === '1',
      relate: (first) => relate(root, first),
    });
  });
  const bench = `nezha-${system}`;
  const figures = [
    ...rootFigures(bench, verdicts, all, ', all'),
    ...rootFigures(
      bench,
      verdicts.filter(({ rootAlerts }) => rootAlerts),
      alerting,
      ', root alerts',
    ),
  ];
  return { figures, misses: missClasses(verdicts) };
}

function toWindow(row: Columns): WindowedCase {
  return { id: cell(row, 'case_id'), from: timeIn(row, 'window_start'), to: timeIn(row, 'window_end') };
}

function toEvent(row: Columns): ToldEvent {
  const [check, text, peer] = [cell(row, 'metric'), cell(row, 'sample_text'), cell(row, 'peer_ci')];
  const measured = `${check} = ${cell(row, 'value')} (normal ${cell(row, 'baseline_median')})`;
  return {
    at: timeIn(row, 'ts'),
    host: cell(row, 'ci'),
    check,
    state: 'problem',
    severity: severityOf(cell(row, 'severity_derived')),
    message: text === '' ? measured : text,
    ...(peer === '' ? {} : { peer }),
  };
}

/** What the set calls user-entry reaches the system by the entry service of its cases. */
function toCmdb(topology: readonly Columns[], events: readonly ToldEvent[], cases: readonly Columns[]): ToldCmdb {
  const typed: Readonly<Record<string, string>> = { runs_on: 'runs_on', connected_to: 'connected_to' };
  const entries = [...new Set(cases.map((row) => cell(row, 'entry_service')))];
  const called = topology.map((row) => ({
    from: cell(row, 'caller'),
    to: cell(row, 'callee'),
    type: typed[cell(row, 'relation')] ?? 'depends_on',
  }));
  const entered = entries.map((to) => ({ from: 'user-entry', to, type: 'depends_on' }));
  const relations = [...called, ...entered];
  const ids = new Set([
    ...relations.flatMap(({ from, to }) => [from, to]),
    ...events.flatMap(({ host, peer }) => (peer === undefined ? [host] : [host, peer])),
  ]);
  return { cis: [...ids].sort().map((id) => ({ id })), relations };
}
