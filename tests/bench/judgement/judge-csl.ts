// csl-telecom-alarms: a week of alarms of 45 devices. The true links are not here: what can be told is grouping of known causes.
import { cell, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { replayStory } from './replayed.ts';
import { byTime, writeStory, type ToldCmdb, type ToldEvent } from './story.ts';

const set = 'csl-telecom-alarms';
const startsAt = Date.UTC(2026, 0, 5);

export const telecom: JudgedSet = { name: 'csl', needs: set, judge };

async function judge(sets: DatasetFolder, scratch: string): Promise<Judged> {
  const events = eventsOf(sets);
  const replayed = await replayStory(
    await writeStory({ cmdb: cmdbOf(sets), events, startsAt }, scratch),
    `${scratch}/out`,
  );
  const problems = events.filter(({ state }) => state === 'problem').length;
  const ends = replayed.situations.filter(({ mergedInto }) => mergedInto === null).length;
  return {
    figures: [
      {
        bench: 'csl',
        metric: `alarms in situations, reduction (${problems})`,
        value: 1 - ends / problems,
        unit: '',
        bar: null,
      },
    ],
    misses: [],
  };
}

export function eventsOf(sets: DatasetFolder): ToldEvent[] {
  const told = sets.rows(set, 'alarms.csv').flatMap((row): ToldEvent[] => {
    const alarm = { host: cell(row, 'device'), check: cell(row, 'alarm_type'), message: cell(row, 'alarm_type') };
    const at = (column: string): number => startsAt + Number(cell(row, column)) * 1000;
    return [
      { ...alarm, at: at('raise_s'), state: 'problem', severity: 'warning' },
      { ...alarm, at: at('clear_s'), state: 'ok', severity: 'info' },
    ];
  });
  return told.sort(byTime);
}

/** Links have no direction: told as connections of equals, from the lower name to the higher. */
export function cmdbOf(sets: DatasetFolder): ToldCmdb {
  const links = sets.rows(set, 'topology.csv').map((row) => [cell(row, 'device_a'), cell(row, 'device_b')].sort());
  const relations = links.flatMap(([from, to]) =>
    from === undefined || to === undefined ? [] : [{ from, to, type: 'connected_to' }],
  );
  const ids = new Set([
    ...sets.rows(set, 'alarms.csv').map((row) => cell(row, 'device')),
    ...relations.flatMap(({ from, to }) => [from, to]),
  ]);
  return { cis: [...ids].sort().map((id) => ({ id, class: 'router' })), relations };
}
