// Cue 4, time: what may still be joined.
import type { Policy } from '../../../domain/policy.ts';
import type { Presence } from '../working-rows.ts';
import type { Surroundings } from './arrival.ts';

/** Joinable while alive (open, or cleared just now); where no clear exists, for a while after the last new alert. */
export function isJoinable(presence: Presence, join: Policy['join'], at: number): boolean {
  if (presence.clearable > 0) return true;
  if (presence.lastClearAt !== null && at - presence.lastClearAt <= join.clearGraceMs) return true;
  return presence.quiet > 0 && at - presence.lastNewAt <= join.silentWindowMs;
}

/** Something of the situation is open, or was just now. */
export function isAlive({ state, join }: Surroundings, situation: string, at: number): boolean {
  const row = state.situations.get(situation);
  if (row === undefined) return false;
  return row.clearable > 0 || (row.lastClearAt !== null && at - row.lastClearAt <= join.clearGraceMs);
}

export function isChronic({ state }: Surroundings, situation: string): boolean {
  return state.situations.get(situation)?.isChronic === true;
}

export function isOfSecurity({ state }: Pick<Surroundings, 'state'>, situation: string): boolean {
  return (state.situations.get(situation)?.security ?? 0) > 0;
}
