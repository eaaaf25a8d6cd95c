// After the recording the told clock runs on while something waits for its time: a rest or a retry ends as in real life.
import type { Clock } from '../../domain/ports/clock.ts';
import type { SinkStanding } from '../../ticketing/delivery/delivery-seat.ts';
import type { ShowClock } from './show-clock.ts';

export interface AfterPlay {
  readonly clock: ShowClock;
  readonly speed: number;
  /** Real time. */
  readonly pace: Clock;
  readonly sinks: () => readonly SinkStanding[];
}

/** A reader sees no standstill, and a look costs nothing. */
const lookEveryMs = 500;

/** What a person paused waits for that person, not for time. */
function waitsForTime({ backlog, state }: SinkStanding): boolean {
  return backlog > 0 && state !== 'paused';
}

/** Ends when the signal aborts: what waits may come late, by a person's hand. */
export async function runOn({ clock, speed, pace, sinks }: AfterPlay, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (sinks().some(waitsForTime)) clock.runTo(clock.now() + 2 * speed * lookEveryMs);
    await pace.until(pace.now() + lookEveryMs, signal);
  }
}
