// How much one recipient was told lately, over all incidents: above a bound, what comes next waits for a digest.
import type { NoticeKind } from '../../domain/notice.ts';
import type { NotifyPolicy } from '../../domain/notify-policy.ts';

export interface RecipientPace {
  /** When messages went out within the window, oldest first. */
  readonly sentAt: readonly number[];
  /** Incidents of the digest to come, in the order of their coming. */
  readonly collected: readonly string[];
  readonly collectedSince: number | null;
  readonly digestAt: number | null;
  readonly digests: number;
}

export const calm: RecipientPace = { sentAt: [], collected: [], collectedSince: null, digestAt: null, digests: 0 };

type Bounds = NotifyPolicy['digest'];

function lately(pace: RecipientPace, now: number, { withinMs }: Bounds): readonly number[] {
  return pace.sentAt.filter((at) => at > now - withinMs);
}

/** That a major begins or ends is always told by itself. */
export function goesAlone(kind: NoticeKind, pace: RecipientPace, now: number, bounds: Bounds): boolean {
  if (kind === 'declared' || kind === 'stood-down') return true;
  return pace.collected.length === 0 && lately(pace, now, bounds).length < bounds.above;
}

export function afterSending(pace: RecipientPace, now: number, bounds: Bounds): RecipientPace {
  return { ...pace, sentAt: [...lately(pace, now, bounds), now] };
}

export function collect(pace: RecipientPace, incident: string, now: number): RecipientPace {
  const collected = pace.collected.includes(incident) ? pace.collected : [...pace.collected, incident];
  return { ...pace, collected, collectedSince: pace.collectedSince ?? now };
}

/** A minute is given for more to come, and digests keep the window apart. Null: nothing is collected. */
export function digestDueAt({ collectedSince, digestAt }: RecipientPace, gapMs: number, bounds: Bounds): number | null {
  if (collectedSince === null) return null;
  return Math.max(collectedSince + gapMs, digestAt === null ? 0 : digestAt + bounds.withinMs);
}

export function afterDigest(pace: RecipientPace, now: number): RecipientPace {
  return { ...pace, collected: [], collectedSince: null, digestAt: now, digests: pace.digests + 1, sentAt: [now] };
}
