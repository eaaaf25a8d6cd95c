// Ends a process whose stages have work and do not get on: better a restart than a silence.
import { InvariantError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';

/** architecture "Roles": lag above zero without progress; within 60 s the process is gone, closing included. */
const stalledMs = 50_000;
const lookEveryMs = 5_000;

export interface StageStanding {
  readonly stage: string;
  readonly offset: number;
  /** Records not read yet. */
  readonly lag: number;
  /** It waits for log or store to be able again: that is no stall. */
  readonly isWaiting: boolean;
}

export interface Watch {
  readonly pace: Clock;
  readonly standing: () => Promise<readonly StageStanding[]>;
}

/** Runs until aborted. @throws InvariantError `stage-stalled`. */
export async function watchProgress({ pace, standing }: Watch, signal: AbortSignal): Promise<void> {
  const moved = new Map<string, { offset: number; atMs: number }>();
  while (!signal.aborted) {
    for (const one of await standing()) {
      const before = moved.get(one.stage);
      if (before === undefined || one.isWaiting || one.lag === 0 || one.offset !== before.offset) {
        moved.set(one.stage, { offset: one.offset, atMs: pace.now() });
      } else if (pace.now() - before.atMs >= stalledMs) {
        const why = `${one.lag} records wait and none was taken for ${stalledMs / 1000} s`;
        throw new InvariantError('stage-stalled', `${one.stage}: ${why}`, { at: one.stage });
      }
    }
    await pace.until(pace.now() + lookEveryMs, signal);
  }
}
