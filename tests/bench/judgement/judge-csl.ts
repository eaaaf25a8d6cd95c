// csl-telecom-alarms: a week of alarms of 45 devices. The true links are not here: what can be told is grouping of known causes.
import { buildGraph } from '../../../correlate/cmdb/graph.ts';
import { adjacentPlaces } from '../../../correlate/learning/adjacent-places.ts';
import type { Opening } from '../../../correlate/learning/gather-parents.ts';
import { defaultLinkPolicy, learnLinks } from '../../../correlate/learning/learn-links.ts';
import { defaultPolicy } from '../../../domain/policy.ts';
import { readCmdb } from '../../../runtime/cmdb/read-cmdb.ts';
import { alertOpenings } from '../../../runtime/replay/alert-openings.ts';
import type { Figure } from '../figure.ts';
import { cell, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { replayStory } from './replayed.ts';
import { byTime, writeStory, type ToldCmdb, type ToldEvent, type WrittenStory } from './story.ts';

const set = 'csl-telecom-alarms';
const startsAt = Date.UTC(2026, 0, 5);

/** One day is judged: what is wanted of the week are its links. */
const dayMs = 24 * 60 * 60_000;

export const telecom: JudgedSet = { name: 'csl', needs: set, judge };

async function judge(sets: DatasetFolder, scratch: string): Promise<Judged> {
  const events = eventsOf(sets);
  const written = await writeStory({ cmdb: cmdbOf(sets), events, startsAt }, scratch);
  const day = events.filter(({ at }) => at < startsAt + dayMs);
  const told = await writeStory({ cmdb: cmdbOf(sets), events: day, startsAt }, `${scratch}/day`);
  const replayed = await replayStory(told, `${scratch}/out`);
  const problems = day.filter(({ state }) => state === 'problem').length;
  const ends = replayed.situations.filter(({ mergedInto }) => mergedInto === null).length;
  return {
    figures: [
      {
        bench: 'csl',
        metric: `alarms in situations, reduction (first day, ${problems})`,
        value: 1 - ends / problems,
        unit: '',
        bar: null,
      },
      ...(await learnedFigures(sets, written)),
    ],
    misses: [],
  };
}

/** The true links are held out; those told beforehand are not: two are causes, the others are none. */
async function learnedFigures(sets: DatasetFolder, written: WrittenStory): Promise<Figure[]> {
  const cmdb = readCmdb(written.cmdb);
  const site = { tenant: 'default', policy: defaultPolicy, cmdb, startMs: null };
  const openings = await alertOpenings({ recording: written.recording, ...site });
  const learn = (some: readonly Opening[]): Set<string> =>
    new Set(
      learnLinks(some, adjacentPlaces(buildGraph(cmdb)), defaultLinkPolicy).map(
        (link) => `${link.cause} ${link.effect}`,
      ),
    );
  const middle = ((openings[0]?.at ?? 0) + (openings.at(-1)?.at ?? 0)) / 2;
  const links = learn(openings);
  const [one, other] = [
    learn(openings.filter(({ at }) => at < middle)),
    learn(openings.filter(({ at }) => at >= middle)),
  ];
  const both = [...one].filter((link) => other.has(link)).length;
  const known = sets.rows(set, 'known_links.csv').map((row) => ({
    isLearned: links.has(`${cell(row, 'cause_type')} ${cell(row, 'effect_type')}`),
    isCause: cell(row, 'known') === '1',
  }));
  const missed = known.filter(({ isCause, isLearned }) => isCause && !isLearned).length;
  const wrong = known.filter(({ isCause, isLearned }) => !isCause && isLearned).length;
  const bench = 'csl';
  return [
    { bench, metric: 'learned links (147 are true, which ones is held out)', value: links.size, unit: '', bar: null },
    { bench, metric: 'learned: known causes missed, of 2', value: missed, unit: '', bar: '≤0' },
    {
      bench,
      metric: 'learned: known non-causes taken, of 114',
      value: wrong,
      unit: '',
      bar: '≤1',
      peer: 'prototype 1',
    },
    {
      bench,
      metric: 'learned: agreement of two halves',
      value: both / (one.size + other.size - both),
      unit: '',
      bar: '≥0.71',
      peer: 'prototype .71',
    },
  ];
}

function eventsOf(sets: DatasetFolder): ToldEvent[] {
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
function cmdbOf(sets: DatasetFolder): ToldCmdb {
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
