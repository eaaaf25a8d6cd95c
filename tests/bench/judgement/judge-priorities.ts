// bpic14 and uci: whether the engine's matrix, set as these sites would set it in vigie.yaml, gives each incident its priority.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { priorityIn } from '../../../correlate/judging/set-priority.ts';
import { loadSite } from '../../../runtime/config/load-site.ts';
import { cell, type DatasetFolder } from './dataset-folder.ts';
import type { Judged, JudgedSet } from './judged-set.ts';

interface Log {
  readonly name: string;
  readonly set: string;
  /** `priorities.matrix` of vigie.yaml: rows are impact, columns urgency, both from the highest. */
  readonly matrix: readonly (readonly number[])[];
}

/** Of two different levels the bank takes the mean, rounded towards the graver one. */
const bank: Log = {
  name: 'bpic14',
  set: 'bpic14-itsm',
  matrix: [
    [1, 1, 2, 2, 3],
    [1, 2, 2, 3, 3],
    [2, 2, 3, 3, 4],
    [2, 3, 3, 4, 4],
    [3, 3, 4, 4, 5],
  ],
};

/** ServiceNow's own default, but for its last two rows. */
const serviceNow: Log = {
  name: 'uci',
  set: 'uci-itsm',
  matrix: [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 4],
  ],
};

export const bankPriorities: JudgedSet = setOf(bank);
export const serviceNowPriorities: JudgedSet = setOf(serviceNow);

function setOf(log: Log): JudgedSet {
  return { name: log.name, needs: log.set, judge: (sets, scratch) => Promise.resolve(judge(sets, scratch, log)) };
}

function judge(sets: DatasetFolder, scratch: string, { name, set, matrix }: Log): Judged {
  const file = join(scratch, 'vigie.yaml');
  writeFileSync(file, `priorities:\n  matrix: ${JSON.stringify(matrix)}\n`);
  const { policy } = loadSite({ file, env: {}, withoutSecrets: true });
  const incidents = sets
    .rows(set, 'incidents.csv')
    .filter((row) => cell(row, 'impact') !== '' && cell(row, 'urgency') !== '');
  const wrong = incidents.filter((row) => {
    const [impact, urgency] = [Number(cell(row, 'impact')), Number(cell(row, 'urgency'))];
    return priorityIn(policy.matrix, impact - 1, urgency - 1) !== Number(cell(row, 'priority'));
  });
  const value = 1 - wrong.length / Math.max(1, incidents.length);
  const metric = `priority from impact × urgency (${incidents.length})`;
  return {
    figures: [{ bench: name, metric, value, unit: '', bar: '≥1' }],
    misses: wrong.map(
      (row) => `impact ${cell(row, 'impact')} urgency ${cell(row, 'urgency')}: P${cell(row, 'priority')}`,
    ),
  };
}
