// Whether a problem that nobody ends is everyday noise of its host: spread over many times of the day, and no burst now.
// Judgement-measured, "Sources that never clear".
import type { Policy } from '../../domain/policy.ts';

type EverydayPolicy = Pick<Policy['alerts'], 'everydaySlots' | 'burst'>;

/** When it was told: what stays after its episodes. */
export interface Rate {
  /** Ten-minute slots in which it was told, counted up to what everyday needs; and the last of them. */
  readonly slots: number;
  readonly slot: number;
  /** Ten-second window of the last telling, how often in it, and in the one right before. */
  readonly window: number;
  readonly count: number;
  readonly before: number;
  /** The most of any window that was no burst. */
  readonly most: number;
}

export const slotMs = 10 * 60_000;
export const windowMs = 10_000;

export const untold: Rate = { slots: 0, slot: -1, window: -1, count: 0, before: 0, most: 0 };

export function tell(rate: Rate, at: number, policy: EverydayPolicy): Rate {
  const slot = Math.floor(at / slotMs);
  const window = Math.floor(at / windowMs);
  const slots = slot === rate.slot ? rate.slots : Math.min(policy.everydaySlots, rate.slots + 1);
  if (window === rate.window) return { ...rate, slots, slot, count: rate.count + 1 };
  const wasBurst = rate.count >= burstFrom(rate, policy);
  return {
    ...{ slots, slot, window, count: 1 },
    before: window === rate.window + 1 ? rate.count : 0,
    most: wasBurst ? rate.most : Math.max(rate.most, rate.count),
  };
}

/** Twice as often as ever before, and at least so often, is news although the line is known. */
function burstFrom({ most }: Rate, { burst }: EverydayPolicy): number {
  return Math.max(burst, 2 * most);
}

export function isEveryday(rate: Rate, policy: EverydayPolicy): boolean {
  const isBurst = Math.max(rate.count, rate.before) >= burstFrom(rate, policy);
  return rate.slots >= policy.everydaySlots && !isBurst;
}
