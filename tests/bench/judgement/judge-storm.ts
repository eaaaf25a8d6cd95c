// The recorded outage, as it was and without a word of the core switch itself: grouping, and how early the cause is named.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Found } from '../../../console/score/found.ts';
import { scoreReplay, type Score } from '../../../console/score/score-replay.ts';
import { Truth } from '../../../console/score/truth.ts';
import { readCmdb } from '../../../runtime/cmdb/read-cmdb.ts';
import type { Figure } from '../figure.ts';
import type { DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';
import { decisionsIn, replayStory, type Replayed } from './replayed.ts';

const storm = join(import.meta.dirname, '../../fixtures/storm');
const root = 'sw-core-02';
/** Facts, "Storm": first from 30 s of symptoms on. */
const namedWithinMs = 30_000;

export const stormAsItWas: JudgedSet = {
  name: 'storm',
  needs: null,
  judge: (_sets, scratch) => judge('storm', join(storm, 'storm-15min.ndjson'), scratch),
};

export const stormWithoutRoot: JudgedSet = {
  name: 'storm-silent',
  needs: null,
  judge: (_sets: DatasetFolder, scratch: string) => {
    const recording = join(scratch, 'silent.ndjson');
    const names = namesOfRoot();
    const lines = readFileSync(join(storm, 'storm-15min.ndjson'), 'utf8').split('\n');
    writeFileSync(recording, lines.filter((line) => !isOfRoot(line, names)).join('\n'));
    return judge('storm-silent', recording, scratch);
  },
};

/** What the switch says under any of its names, or what Zabbix says of it; a neighbour that lost its link to it is a symptom. */
function isOfRoot(line: string, names: readonly string[]): boolean {
  if (line === '') return false;
  const told = RecordedLine.parse(JSON.parse(line));
  if (told.source === 'syslog')
    return (
      names.includes(told.peer ?? '') || names.some((name) => told.text?.slice(0, 80).includes(` ${name}`) === true)
    );
  return (
    told.source === 'zabbix' && names.some((name) => told.request?.body.includes(`"HOST.HOST":"${name}"`) === true)
  );
}

const RecordedLine = z.object({
  source: z.string(),
  text: z.string().optional(),
  peer: z.string().optional(),
  request: z.object({ body: z.string() }).optional(),
});

/** Id, name and addresses that the CMDB gives the root. */
function namesOfRoot(): string[] {
  const { cis } = readCmdb(join(storm, 'cmdb.json'));
  return cis.filter(({ id }) => id === root).flatMap(({ id, name = id, aliases }) => [id, name, ...aliases]);
}

async function judge(bench: string, recording: string, scratch: string): Promise<Judged> {
  const replayed = await replayStory({ recording, cmdb: join(storm, 'cmdb.json') }, join(scratch, 'out'));
  const truth = Truth.parse(JSON.parse(readFileSync(join(storm, 'truth.json'), 'utf8')));
  const score = scoreReplay(foundIn(replayed.out), truth);
  const early = namedFrom(replayed);
  return { figures: figuresOf(bench, score, early), misses: missesOf(score, early) };
}

function foundIn(out: string): Found {
  const read = (name: string): string => readFileSync(join(out, name), 'utf8');
  const tickets = read('tickets.ndjson')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
  return Found.parse({
    alerts: JSON.parse(read('alerts.json')) as unknown,
    incidents: JSON.parse(read('incidents.json')) as unknown,
    tickets,
  });
}

interface Naming {
  /** After the first symptom: from then on no other CI came first. */
  readonly afterMs: number;
  readonly others: readonly string[];
}

/** The decisions on the cause of the major incident, in order. */
function namedFrom({ out, incidents }: Replayed): Naming {
  const major = incidents.find((incident) => incident.major !== null);
  if (major === undefined) return { afterMs: Infinity, others: ['no major incident'] };
  const told = decisionsIn(out, 'root-').filter(({ subject }) => subject.id === major.id);
  const wrong = told.findLastIndex(({ evidence }) => evidence['first'] !== root);
  const from = told[wrong + 1];
  const afterMs = from === undefined ? Infinity : Date.parse(from.at) - Date.parse(major.openedAt);
  return {
    afterMs,
    others: told.slice(0, wrong + 1).map(({ at, evidence }) => `${String(evidence['first'])} at ${at}`),
  };
}

function figuresOf(bench: string, score: Score, { afterMs }: Naming): Figure[] {
  const figure = (metric: string, value: number, bar: string | null, unit = ''): Figure => ({
    bench,
    metric,
    value,
    unit,
    bar,
  });
  return [
    figure('pairwise F1', score.grouping.f1, '≥0.98'),
    figure('best-overlap F1, macro', score.grouping.bestOverlapF1, null),
    figure('root CI top-1', score.rootTop1, '≥1'),
    figure('root named for good, after the first symptom', afterMs / 1000, `≤${namedWithinMs / 1000}`, 's'),
    figure('priority right', score.priorityHits, '≥1'),
    figure('major right', score.majorHits, '≥1'),
    figure('tickets', score.tickets, '≤4'),
  ];
}

function missesOf(score: Score, { others }: Naming): string[] {
  return [...others.map((other) => `named before: ${other}`), ...score.violations];
}
