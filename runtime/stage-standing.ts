// Where a life of a stage may begin: the state that is kept, else the newest snapshot, else before the log's first record.
import type { StageState, StateStore } from '../domain/ports/state-store.ts';
import { isOwnLayout } from './rows-layout.ts';
import type { StageSnapshots } from './snapshots/stage-snapshots.ts';

/** Why state is put away: the log is another or shorter, or its rows are kept otherwise, or the stage throws at them. */
export type RebuildReason = 'log-recreated' | 'offset-beyond-end' | 'other-layout' | 'rows-unreadable';

export interface StandingPlace {
  readonly stage: string;
  readonly partition: number;
  readonly store: StateStore;
  /** Null: the state is as durable as the log. */
  readonly snapshots: StageSnapshots | null;
  /** Of the owner that begins. */
  readonly epoch: number;
  /** Identity of the stream that it reads, and where that ends. */
  readonly log: string;
  readonly end: number;
  readonly onRebuild: (reason: RebuildReason) => void;
}

/** One after another, for as long as the stage cannot read the rows of the one before. Null: it has none. */
export async function* standings(place: StandingPlace): AsyncGenerator<StageState | null> {
  yield broughtBack(place, await kept(place));
  await putAway(place, 'rows-unreadable');
  yield broughtBack(place, null);
  await putAway(place, 'rows-unreadable');
  yield null;
}

/** Null: nothing that still holds. */
async function kept(place: StandingPlace): Promise<StageState | null> {
  const stood = await place.store.position(place.stage, place.partition);
  const reason = stood === null ? null : await whyAway(stood, place);
  if (reason === null) return stood;
  await putAway(place, reason);
  return null;
}

async function whyAway(
  stood: StageState,
  { store, stage, partition, log, end }: StandingPlace,
): Promise<RebuildReason | null> {
  if (stood.log !== log) return 'log-recreated';
  if (stood.offset > end) return 'offset-beyond-end';
  return (await isOwnLayout(store, stage, partition)) ? null : 'other-layout';
}

async function putAway({ store, stage, partition, onRebuild }: StandingPlace, reason: RebuildReason): Promise<void> {
  onRebuild(reason);
  await store.reset(stage, partition);
}

async function broughtBack(
  { snapshots, ...place }: StandingPlace,
  stood: StageState | null,
): Promise<StageState | null> {
  return snapshots === null ? stood : snapshots.bringBack(stood, place);
}
