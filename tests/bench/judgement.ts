// `npm run bench:judgement -- [--data DIR] [--json] [--only NAME,…] [--keep DIR] [--without TERM]
// [--seed N] [--days N]`: judgement against labelled data.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cueNames, measuredStrategy, type CueName } from '../../correlate/judging/cues/cue.ts';
import { weights, type Term } from '../../correlate/judging/root/score-candidate.ts';
import { printFigures, say, type Figure } from './figure.ts';
import { DatasetFolder } from './judgement/dataset-folder.ts';
import { intrusionSets } from './judgement/judge-ait.ts';
import { telecom } from './judgement/judge-csl.ts';
import { itbench } from './judgement/judge-itbench.ts';
import { nezhaBoutique, nezhaTickets } from './judgement/judge-nezha.ts';
import { opsMix } from './judgement/judge-ops-mix.ts';
import { petshop } from './judgement/judge-petshop.ts';
import { bankPriorities, serviceNowPriorities } from './judgement/judge-priorities.ts';
import { stormAsItWas, stormWithoutRoot } from './judgement/judge-storm.ts';
import { meanOfScenarios } from './judgement/mean-of-scenarios.ts';
import { simulatedYear } from './judgement/year/judge-year.ts';
import type { JudgedSet } from './judgement/judged-set.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(import.meta.dirname, '../../../shared/datasets') },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    keep: { type: 'string' },
    without: { type: 'string' },
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '365' },
  },
});

/** Ablation: the ranking of causes without one of its terms, or joining without one of its cues. */
if (values.without !== undefined) leaveOut(values.without);

function leaveOut(name: string): void {
  if (measuredStrategy.cues.delete(name as CueName)) return;
  const known = [...Object.keys(weights), ...cueNames].join(', ');
  if (!(name in weights)) throw new Error(`--without: known terms and cues are ${known}`);
  weights[name as Term] = 0;
}

const labelled = new DatasetFolder(values.data);
const sets: readonly JudgedSet[] = [
  opsMix,
  petshop,
  nezhaBoutique,
  nezhaTickets,
  itbench,
  stormAsItWas,
  stormWithoutRoot,
  bankPriorities,
  serviceNowPriorities,
  telecom,
  simulatedYear(Number(values.seed), Number(values.days)),
  ...intrusionSets(labelled),
];

/** `ait` stands for all of `ait-…`. */
function wanted({ name }: JudgedSet): boolean {
  return (
    values.only === undefined || values.only.split(',').some((only) => name === only || name.startsWith(`${only}-`))
  );
}

function scratchOf(name: string): string {
  const folder = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'vigie-judgement-')) : join(values.keep, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const chosen = sets.filter(wanted);
if (chosen.length === 0 && existsSync(labelled.path)) {
  throw new Error(
    `--only ${values.only ?? ''}: nothing is called that; known: ${sets.map(({ name }) => name).join(', ')}`,
  );
}
if (!existsSync(labelled.path)) {
  say(`NO DATA: ${labelled.path} does not exist. Only what the project itself brings is measured. Say --data DIR.`);
}

const figures: Figure[] = [];
for (const set of chosen) {
  if (set.needs !== null && !labelled.has(set.needs)) {
    say(`NOT MEASURED: ${set.name}, since ${join(labelled.path, set.needs)} does not exist`);
    continue;
  }
  say(set.name);
  const scratch = scratchOf(set.name);
  const judged = await set.judge(labelled, scratch);
  figures.push(...judged.figures);
  for (const miss of judged.misses) process.stderr.write(`  ${set.name}: ${miss}\n`);
  if (values.keep === undefined) rmSync(scratch, { recursive: true });
}
printFigures([...figures, ...meanOfScenarios(figures)], values.json);
