// Decides what silence means: a lease that is over, a quiet end, a flapping alert that has settled.
import { sayOf, type Condition, type Folded, type OpenEpisode } from './condition.ts';
import { endEpisode } from './end-episode.ts';
import type { Policy } from '../../domain/policy.ts';

type AlertPolicy = Policy['alerts'];

/** Alertmanager's `resolve_timeout` default, where a source promises a rhythm but does not say which. */
const defaultLeaseMs = 5 * 60_000;

/** As much of an open episode as says when something happens by itself. */
export type Timing = Pick<OpenEpisode, 'flap' | 'withinMs'> & {
  readonly alert: Pick<OpenEpisode['alert'], 'lastSeenAt' | 'endsBy' | 'stale' | 'everyday'>;
};

export function timingOf({ alert: { lastSeenAt, endsBy, stale, everyday }, flap, withinMs }: OpenEpisode): Timing {
  return { alert: { lastSeenAt, endsBy, stale, ...(everyday === true ? { everyday } : {}) }, flap, withinMs };
}

/** Nobody ends it, and its profile gives no time: it ends with its host's session (quiet-sessions.ts). */
export function isInSession({ alert, flap, withinMs }: Timing): boolean {
  return alert.endsBy === 'quiet' && flap === null && withinMs === null && alert.everyday !== true;
}

/** When the next thing happens to an open episode if nobody says anything more; null: never. Epoch ms. */
export function dueAt({ alert, flap, withinMs }: Timing, policy: AlertPolicy): number | null {
  if (flap !== null) return flap.changedAt + policy.flapQuietMs;
  if (isInSession({ alert, flap, withinMs })) return null;
  if (alert.endsBy === 'quiet') return alert.lastSeenAt + (withinMs ?? policy.everydayQuietMs);
  if (alert.endsBy === 'clear' && !alert.stale) return null;
  const leaseMs = withinMs ?? defaultLeaseMs;
  return alert.lastSeenAt + (alert.stale ? Math.max(policy.staleCloseMs, leaseMs) : leaseMs);
}

/** Carries out what `dueAt` said is due. */
export function endByTime(
  condition: Condition,
  open: OpenEpisode,
  { now, policy }: { now: number; policy: AlertPolicy },
): Folded {
  const { alert, flap } = open;
  if (flap !== null) return settle(condition, { ...open, flap }, { now, policy });
  const due = dueAt(open, policy) ?? now;
  const silentMs = due - alert.lastSeenAt;
  if (alert.endsBy === 'quiet') {
    const evidence = { quietMs: silentMs, lastSeenAt: alert.lastSeenAt };
    const because = { reason: 'quiet-ended', evidence } as const;
    return endEpisode(condition, open, { clearedAt: due, endedBy: 'quiet', now, because });
  }
  if (alert.stale) {
    const because = { reason: 'stale-closed', evidence: { silentMs } } as const;
    return endEpisode(condition, open, { clearedAt: due, endedBy: 'lease', now, because });
  }
  const stale = { ...alert, stale: true };
  const evidence = { leaseMs: silentMs, lastSeenAt: alert.lastSeenAt };
  return {
    condition: { ...condition, open: { ...open, alert: stale } },
    changes: [{ change: 'stale', alert: stale }],
    sayings: [sayOf(stale, 'stale', { reason: 'lease-over', evidence })],
  };
}

/** Its host said nothing more that nobody ends, for as long as its rhythm gives. */
export function endWithSession(
  condition: Condition,
  open: OpenEpisode,
  { at, silenceMs, now }: { readonly at: number; readonly silenceMs: number; readonly now: number },
): Folded {
  const { lastSeenAt } = open.alert;
  const evidence = { quietMs: at - lastSeenAt, lastSeenAt, hostQuietMs: silenceMs };
  return endEpisode(condition, open, {
    ...{ clearedAt: at, endedBy: 'quiet' as const, now },
    because: { reason: 'quiet-ended', evidence },
  });
}

type FlappingEpisode = OpenEpisode & { readonly flap: NonNullable<OpenEpisode['flap']> };

/** Quiet long enough: it ends where its source last said so, else stays open as an ordinary alert. */
function settle(
  condition: Condition,
  open: FlappingEpisode,
  { now, policy }: { now: number; policy: AlertPolicy },
): Folded {
  const alert = { ...open.alert, flapping: false };
  const evidence = { quietMs: policy.flapQuietMs, lastSeenAt: alert.lastSeenAt };
  const said = sayOf(alert, 'steady', { reason: 'flapping-ended', evidence });
  const steady = { ...condition, changedAt: [] };
  if (open.flap.asserted) {
    return {
      condition: { ...steady, open: { ...open, alert, flap: null } },
      changes: [{ change: 'updated', alert }],
      sayings: [said],
    };
  }
  const clearedAt = open.flap.clearedAt ?? open.flap.changedAt;
  const ended = endEpisode(steady, { ...open, alert, flap: null }, { clearedAt, endedBy: 'clear', now });
  return { ...ended, sayings: [said, ...ended.sayings] };
}
