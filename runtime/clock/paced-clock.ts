// A told clock for shows: it starts where it is told and runs at a multiple of real time.
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../domain/ports/clock.ts';
import { pause } from './pause.ts';

export interface Pace {
  readonly startMs: number;
  /** Told seconds in a real one. */
  readonly speed: number;
}

export function createPacedClock({ startMs, speed }: Pace): Clock {
  const anchorMs = performance.now();
  const now = (): number => Math.floor(startMs + (performance.now() - anchorMs) * speed);
  return {
    now,
    async until(atMs, signal) {
      while (now() < atMs && !signal.aborted) await pause((atMs - now()) / speed, signal);
    },
  };
}
