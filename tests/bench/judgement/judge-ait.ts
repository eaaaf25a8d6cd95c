// ait-ads: days of intrusion alerts that nobody ever ends; how much is cut, and whether each attack step is told apart.
import { rowsBy, cell, timeIn, type Columns, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { replayStory, type Replayed } from './replayed.ts';
import { writeStory, type ToldEvent } from './story.ts';
import { ToldAlerts, type Told } from './told-alerts.ts';

const set = 'ait-ads';

/** One set for each scenario: a testbed of its own. */
export function intrusionSets(sets: DatasetFolder): JudgedSet[] {
  if (!sets.has(set)) return [];
  const scenarios = [...rowsBy(sets.rows(set, 'cis.csv'), (row) => cell(row, 'scenario')).keys()].sort();
  return scenarios.map((scenario) => ({
    name: `ait-${scenario}`,
    needs: set,
    judge: (folder, scratch) => judge(folder, scratch, scenario),
  }));
}

async function judge(sets: DatasetFolder, scratch: string, scenario: string): Promise<Judged> {
  const cis = sets.rows(set, 'cis.csv').filter((row) => cell(row, 'scenario') === scenario);
  const steps = new Steps();
  const cmdb = {
    cis: cis.map((row) => ({ id: cell(row, 'ci'), class: 'server', aliases: [cell(row, 'ip')] })),
    relations: [],
  };
  const startsAt = await firstAt(sets, scenario);
  const written = await writeStory({ cmdb, startsAt, events: told(sets, scenario, steps) }, scratch);
  const replayed = await replayStory(written, `${scratch}/out`);
  return score(scenario, steps, replayed);
}

async function firstAt(sets: DatasetFolder, scenario: string): Promise<number> {
  for await (const row of sets.streamed(set, `${scenario}.csv.gz`)) return timeIn(row, 'ts');
  return 0;
}

/** Labelled events of each attack step, kept beside the story; and how many there were of all. */
class Steps {
  readonly members = new Map<string, Told[]>();
  readonly background: Told[] = [];
  events = 0;

  note(row: Columns, event: ToldEvent): void {
    this.events += 1;
    const { host, check, at } = event;
    if (cell(row, 'truth_step') === '') this.background.push({ host, check, at });
    else {
      const group = cell(row, 'truth_group');
      const known = this.members.get(group);
      if (known === undefined) this.members.set(group, [{ host, check, at }]);
      else known.push({ host, check, at });
    }
  }
}

async function* told(sets: DatasetFolder, scenario: string, steps: Steps): AsyncGenerator<ToldEvent> {
  for await (const row of sets.streamed(set, `${scenario}.csv.gz`)) {
    const event: ToldEvent = {
      at: timeIn(row, 'ts'),
      host: cell(row, 'ci'),
      check: cell(row, 'signature'),
      state: 'problem',
      severity: 'warning',
      message: cell(row, 'name'),
      ends: 'quiet',
    };
    steps.note(row, event);
    yield event;
  }
}

function score(scenario: string, steps: Steps, replayed: Replayed): Judged {
  const alerts = new ToldAlerts(replayed);
  const sizes = new Map<string, number>();
  const overlaps = [...steps.members].map(([step, members]) => ({
    step,
    members,
    shared: countIn(members, alerts, sizes),
  }));
  countIn(steps.background, alerts, sizes);
  const judged = overlaps.map(({ step, members, shared }) => {
    const f1 = Math.max(0, ...[...shared].map(([id, n]) => (2 * n) / (members.length + (sizes.get(id) ?? 0))));
    return { step, members: members.length, f1 };
  });
  const reduction = 1 - sizes.size / Math.max(1, steps.events);
  const bench = `ait-${scenario}`;
  const macro = judged.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, judged.length);
  return {
    figures: [
      {
        bench,
        metric: `reduction (${steps.events} events)`,
        value: reduction,
        unit: '',
        bar: '≥0.99',
        peer: 'prototype .991–.999',
      },
      { bench, metric: 'best-overlap F1, macro', value: macro, unit: '', bar: '≥0.62', peer: 'prototype .64–.95' },
    ],
    misses: judged
      .filter(({ f1 }) => f1 < 0.8)
      .map(({ step, members, f1 }) => `${step} (${members} events): F1 ${f1.toFixed(2)}`),
  };
}

/** Events by situation; an event in none is one of its own. */
function countIn(events: readonly Told[], alerts: ToldAlerts, sizes: Map<string, number>): Map<string, number> {
  const found = new Map<string, number>();
  for (const event of events) {
    const id = alerts.situationOf(event)?.id ?? `alone ${event.host} ${event.check} ${event.at}`;
    found.set(id, (found.get(id) ?? 0) + 1);
    sizes.set(id, (sizes.get(id) ?? 0) + 1);
  }
  return found;
}
