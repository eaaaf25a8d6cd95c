// Runs every stage over a log again from nothing, on a copy, and says whether it comes to the state that was left behind.
import { cpSync } from 'node:fs';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { openSqliteStores } from '../../runtime/sqlite/open-sqlite-stores.ts';
import { pipelineStages } from '../../runtime/wiring/pipeline-stages.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { StreamName } from '../../domain/record.ts';
import type { PlannedSink } from '../../ticketing/planning/planned-incident.ts';

export interface StageProof {
  readonly stage: string;
  readonly left: string;
  readonly replayed: string;
  /** Chains over every record that the stage wrote. */
  readonly leftChain: string;
  readonly replayedChain: string;
}

export interface CleanReplay {
  readonly stages: readonly StageProof[];
  /** Streams that the replay made longer: it wrote what the life before had not. */
  readonly grown: readonly string[];
  /** All events records, as stored. */
  readonly eventsText: string;
}

const outputs: readonly StreamName[] = ['alerts', 'incidents', 'tickets'];

/** GLPI as a site that acts on it plans for it: what a clean replay must be given to say the same. */
export const plannedGlpi: readonly PlannedSink[] = [{ name: 'glpi', language: 'en', heard: true }];

/** `folder` must belong to no running process; it is copied to `copy` and left as it is. */
export async function replayCleanly(folder: string, copy: string): Promise<CleanReplay> {
  cpSync(folder, copy, { recursive: true });
  const stores = await openSqliteStores({ folder: copy });
  const { log, store } = stores;
  try {
    const controls = await SiteControls.open(log, 'default');
    const stages = pipelineStages({ tenant: 'default', sinks: plannedGlpi, inForce: () => controls.inForce });
    const names = stages.map((stage) => stage.create({}).name);
    const endsBefore = await Promise.all(outputs.map((stream) => log.end(stream, 0)));
    const seat = { log, store, clock: new ToldClock(0), controls: controls.bodies };
    const readOn = async (): Promise<void> => {
      for (const stage of stages) await runToEnd(await StageOwner.open({ ...stage, ...seat, ticks: false }));
    };
    // A process that is told to end may leave its last tick unread: both sides are compared at the end of the log.
    await readOn();
    const left = await standingOf(store, names);
    for (const stage of names) await store.reset(stage, 0);
    await readOn();
    const replayed = await standingOf(store, names);
    const endsAfter = await Promise.all(outputs.map((stream) => log.end(stream, 0)));
    const proofs = names.map((stage, n) => ({
      stage,
      left: left[n]?.hash ?? '',
      replayed: replayed[n]?.hash ?? '',
      leftChain: left[n]?.chain ?? '',
      replayedChain: replayed[n]?.chain ?? '',
    }));
    const grown = outputs.filter((_stream, n) => endsAfter[n] !== endsBefore[n]);
    return { stages: proofs, grown, eventsText: await eventsText(log) };
  } finally {
    await stores.close();
  }
}

async function standingOf(store: StateStore, names: readonly string[]): Promise<{ hash: string; chain: string }[]> {
  const found = [];
  for (const name of names) {
    found.push({ hash: await store.hash(name, 0), chain: (await store.position(name, 0))?.chain ?? '' });
  }
  return found;
}

async function runToEnd(owner: StageOwner): Promise<void> {
  while ((await owner.step()) > 0);
}

/** All events records as stored, a line each. */
export async function eventsText(log: EventLog): Promise<string> {
  const texts: string[] = [];
  let from = 0;
  for (;;) {
    const records = await log.read('events', 0, from, 500);
    const last = records.at(-1);
    if (last === undefined) return texts.join('\n');
    texts.push(...records.map(({ body }) => JSON.stringify(body)));
    from = last.offset + 1;
  }
}
