// Cases told one after another, each with the past behind it and nothing of its neighbours in it: as their papers judge them.
import type { ToldEvent } from './story.ts';

export interface WindowedCase {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** Longer than any incident lasts once its alerts have ended. */
const slotMs = 3 * 60 * 60_000;

/** Events of each case by its id, moved to a slot of its own; cases in order of their windows. */
export function inSlots(
  cases: readonly WindowedCase[],
  eventsOf: (id: string) => readonly ToldEvent[],
): Map<string, ToldEvent[]> {
  const ordered = [...cases].sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  const startsAt = ordered[0]?.from ?? 0;
  return new Map(
    ordered.map(({ id, from }, slot) => {
      const shift = startsAt + slot * slotMs - from;
      return [id, eventsOf(id).map((event) => ({ ...event, at: event.at + shift }))];
    }),
  );
}

/** The case whose window holds this moment; of two, the one that began first. */
export function caseAt(cases: readonly WindowedCase[], at: number): string | null {
  return cases.find(({ from, to }) => from <= at && at <= to)?.id ?? null;
}
