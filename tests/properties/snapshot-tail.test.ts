// A snapshot and what came after it make what the whole log makes: for any cut, in simulated worlds and in the storm.
import { beforeAll, describe, expect, it } from 'vitest';
import type { StreamName } from '../../domain/record.ts';
import { streams } from '../../domain/record.ts';
import { ToldClock } from '../../runtime/clock/told-clock.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { Snapshots } from '../../runtime/snapshots/snapshots.ts';
import { StageOwner } from '../../runtime/stage-owner.ts';
import type { StageSeat } from '../../runtime/stage-seat.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';
import type { PipelineStage } from '../../runtime/wiring/pipeline-stages.ts';
import { SiteControls } from '../../runtime/wiring/site-controls.ts';
import { cutLog } from '../fakes/cut-log.ts';
import { seededChance } from '../faults/seeded-chance.ts';
import { liveStorm } from '../faults/storm-pipeline.ts';
import { controlledStages } from '../simulation/controlled-stages.ts';
import { runWorld } from '../simulation/run-world.ts';
import { tenant } from '../simulation/site.ts';

const worlds = [3, 11, 29, 57, 1806];
const cutsPerWorld = 3;
const cutsInStorm = 2;

interface Replay {
  readonly rows: string;
  readonly chain: string;
  /** By stream, so that what is written twice shows. */
  readonly ends: Readonly<Record<string, number>>;
}

class History {
  readonly #log: MemoryEventLog;
  readonly #controls: SiteControls;

  private constructor(log: MemoryEventLog, controls: SiteControls) {
    this.#log = log;
    this.#controls = controls;
  }

  static async of(log: MemoryEventLog): Promise<History> {
    return new History(log, await SiteControls.open(log, tenant));
  }

  get stages(): readonly PipelineStage[] {
    return controlledStages(this.#controls);
  }

  end(stage: PipelineStage): Promise<number> {
    return this.#log.end(stage.input, 0);
  }

  /** From the first record on. */
  replay(stage: PipelineStage): Promise<Replay> {
    return this.#run(this.#seat(stage, new MemoryStateStore(this.#log)));
  }

  /** Up to the cut, kept there; then a new life with nothing but the snapshot, while the log has lost what lies before. */
  async replayFrom(stage: PipelineStage, at: number): Promise<{ replay: Replay; told: readonly unknown[] }> {
    const snapshots = new Snapshots(this.#log);
    const before = this.#seat(stage, new MemoryStateStore(this.#log));
    const cut = { stream: stage.input, from: 0, to: at };
    const owner = await StageOwner.open({ ...before, log: cutLog(this.#log, cut) });
    while ((await owner.step()) > 0);
    const place = { stage: owner.name, partition: 0 };
    const state = await before.store.position(owner.name, 0);
    if (state === null) throw new Error('nothing was decided');
    await snapshots.keep(before.store, state, { ...place, atMs: 1 });
    const told: unknown[] = [];
    const after = this.#seat(stage, new MemoryStateStore(this.#log));
    const headless = cutLog(this.#log, { stream: stage.input, from: at, to: await this.end(stage) });
    const seat = { ...after, log: headless, snapshots, onSnapshot: (one: object) => told.push(one) };
    return { replay: await this.#run(seat), told };
  }

  #seat(stage: PipelineStage, store: MemoryStateStore): StageSeat {
    const clock = new ToldClock(0);
    return { ...stage, log: this.#log, store, clock, controls: this.#controls.bodies, ticks: false };
  }

  async #run(seat: StageSeat): Promise<Replay> {
    const owner = await StageOwner.open(seat);
    while ((await owner.step()) > 0);
    const ends = streams
      .filter((stream) => stream !== 'snapshots')
      .map(async (stream): Promise<[StreamName, number]> => [stream, await this.#log.end(stream, 0)]);
    return {
      rows: await seat.store.hash(owner.name, 0),
      chain: owner.chain,
      ends: Object.fromEntries(await Promise.all(ends)),
    };
  }
}

async function holdsAnywhere(history: History, { cuts, seed }: { cuts: number; seed: number }): Promise<void> {
  const chance = seededChance(seed);
  for (const stage of history.stages) {
    const whole = await history.replay(stage);
    const end = await history.end(stage);
    for (let n = 0; n < cuts; n += 1) {
      const at = 1 + Math.floor(chance() * end);
      const { replay, told } = await history.replayFrom(stage, at);
      expect({ at, ...replay }).toEqual({ at, ...whole });
      expect(told).toEqual([expect.objectContaining({ did: 'restored', offset: at })]);
    }
  }
}

describe('a snapshot and its tail', () => {
  it.each(worlds)('make in world %i what the whole log makes', async (seed) => {
    const logs: MemoryEventLog[] = [];
    await runWorld(seed, undefined, {
      atRest: async ({ log }) => {
        const copy = new MemoryEventLog();
        for (const stream of streams) await copy.append(stream, await log.read(stream, 0, 0, 1_000_000));
        logs.push(copy);
      },
    });
    const [log] = logs;
    if (log === undefined) throw new Error('the world did not come to rest');
    await holdsAnywhere(await History.of(log), { cuts: cutsPerWorld, seed });
  });
});

describe('a snapshot of the storm and its tail', () => {
  const log = new MemoryEventLog();
  beforeAll(async () => {
    await liveStorm({ log, store: new MemoryStateStore(log), before: async () => undefined });
  }, 60_000);

  it('make what the whole storm makes', async () => {
    await holdsAnywhere(await History.of(log), { cuts: cutsInStorm, seed: 1 });
  }, 60_000);
});
