// Runs the pipeline's stages live, each in its own loop; the first that cannot go on ends the whole.
import type { StageProgress } from '../stage-runner.ts';
import { StageRunner } from '../stage-runner.ts';
import { meteredStage } from '../telemetry/metered-stage.ts';
import { pipelineStages } from './pipeline-stages.ts';
import type { PipelineOptions, PipelineStage } from './pipeline-stages.ts';
import type { SiteControls } from './site-controls.ts';
import type { StageStanding } from './watch-progress.ts';
import type { Surroundings } from './surroundings.ts';

export interface RunningStages {
  readonly names: readonly string[];
  /** Rejects when a stage can't go on. */
  readonly failed: Promise<never>;
  /** Stages that wait for log or store to be able again, and why. */
  readonly retrying: ReadonlyMap<string, string>;
  standing(): Promise<readonly StageStanding[]>;
  /** Names of those that read a stream. */
  readers(stream: string): readonly string[];
  stop(): Promise<void>;
}

/**
 * Measured with 6,000 events/s (docs/benchmarks.md): rows of a hashed key each change a page of their own, so larger
 * commits write less. What decides waits little, since tickets wait for it; what is only shown, an eighth of the
 * 2 s that an accepted alert may take to be visible (interfaces.md, "Limits and refusals").
 */
const decidingRestMs = 20;
const showingRestMs = 250;

export async function runStages(
  options: PipelineOptions,
  controls: SiteControls,
  surroundings: Surroundings,
): Promise<RunningStages> {
  const retrying = new Map<string, string>();
  const runners: StageRunner[] = [];
  const stages = pipelineStages(options);
  for (const stage of stages) {
    runners.push(await StageRunner.start(seatOf(stage, controls, surroundings, retrying)));
  }
  const failed = Promise.race(runners.map(({ done }) => done.then(() => new Promise<never>(() => undefined))));
  failed.catch(() => undefined);
  return {
    names: runners.map(({ name }) => name),
    failed,
    retrying,
    standing: () => Promise.all(runners.map((runner) => standingOf(runner, retrying))),
    readers: (stream) => runners.filter((_, index) => stages[index]?.input === stream).map(({ name }) => name),
    stop: async () => {
      for (const runner of runners) await runner.stop();
    },
  };
}

async function standingOf(runner: StageRunner, retrying: ReadonlyMap<string, string>): Promise<StageStanding> {
  const { name: stage, offset } = runner;
  return { stage, offset, lag: await runner.lag(), isWaiting: retrying.has(stage) };
}

function seatOf(
  stage: PipelineStage,
  controls: SiteControls,
  { log, store, clock, metrics, logger }: Surroundings,
  retrying: Map<string, string>,
): Parameters<typeof StageRunner.start>[0] {
  return {
    ...stage,
    create: () => meteredStage(stage.create(), metrics, clock),
    restMs: stage.create().writeOnly ? showingRestMs : decidingRestMs,
    log,
    store,
    clock,
    controls: controls.bodies,
    onProgress: ({ stage: name }: StageProgress) => void retrying.delete(name),
    onRetry: (told) => {
      retrying.set(told.stage, told.code);
      logger.warn(told, 'stage waits');
    },
    onRebuild: (told) => logger.warn(told, 'stage starts again from the log'),
    onPoison: (told) => logger.error(told, 'record set aside as a dead letter'),
  };
}
