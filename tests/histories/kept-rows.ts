// Rows that the stages of a history kept midway, as a version of Vigie once wrote them: a later one goes on from them, or
// says by another number that it does not.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Row } from '../../domain/ports/state-store.ts';
import { rowsLayout } from '../../runtime/rows-layout.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { History } from './history.ts';
import { decideAgain, stagesOf, type Decided } from './replay-history.ts';

const path = join(import.meta.dirname, 'recorded', `rows-${String(rowsLayout)}.json.gz`);

export interface KeptRows {
  readonly stage: string;
  readonly offset: number;
  readonly chain: string;
  readonly log: string;
  readonly rows: readonly Row[];
}

export interface KeptHistory {
  readonly history: string;
  readonly stages: readonly KeptRows[];
}

/** @throws where no rows of this layout were recorded yet: CONTRIBUTING, "Change what is decided". */
export function readKeptRows(): KeptHistory {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as KeptHistory;
}

export async function recordKeptRows(history: History): Promise<void> {
  const stages: KeptRows[] = [];
  for (const { name, input } of await stagesOf(history)) {
    const records = new Map(history.records);
    const all = records.get(input) ?? [];
    records.set(input, all.slice(0, Math.floor(all.length / 2)));
    const { store } = await decideAgain({ ...history, records }, name);
    const stood = await store.position(name, 0);
    if (stood === null) throw new Error(`${name} read nothing`);
    const { offset, chain, log } = stood;
    stages.push({ stage: name, offset, chain, log, rows: await rowsOf(store, name) });
  }
  const kept: KeptHistory = { history: history.name, stages };
  writeFileSync(path, gzipSync(JSON.stringify(kept), { level: 9 }));
}

/** What the stage decides from there on, and what put its rows away, if anything. */
export async function goOnFrom({ stage, ...stood }: KeptRows, history: History): Promise<Decided> {
  return decideAgain(history, stage, async (store) => {
    const epoch = await store.claim(stage, 0);
    await store.commit({ stage, partition: 0, epoch, ...stood, out: [] });
  });
}

async function rowsOf(store: MemoryStateStore, stage: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of store.load(stage, 0)) rows.push(...some);
  return rows;
}
