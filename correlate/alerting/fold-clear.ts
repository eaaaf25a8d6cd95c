// Decides what a clear ends: the open episode, nothing that is open any more, or one we never saw.
import type { Event } from '../../domain/event.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { compareEpisodes } from './compare-episodes.ts';
import {
  sayOf,
  silently,
  type Condition,
  type EndedEpisode,
  type FoldContext,
  type Folded,
  type OpenEpisode,
} from './condition.ts';
import { isFlapping, noteChange } from './detect-flapping.ts';
import { endEpisode } from './end-episode.ts';
import { momentOf } from './fold-problem.ts';
import { flappingSaying } from './open-episode.ts';

/** Clocks of one source agree to this (architecture "Time"); a clear older than that belongs to an earlier opening. */
const clockToleranceMs = 5_000;

export function foldClear(condition: Condition, event: Event, context: FoldContext): Folded {
  const { open } = condition;
  if (open === null) return clearNothing(condition, event, context);
  if (isOlder(open, event)) return ignoreOlder(condition, open, event);
  const episode = latestEpisode(open, event);
  if (open.flap !== null) {
    if (!open.flap.asserted) return silently(condition);
    const flap = { asserted: false, changedAt: context.now, clearedAt: event.occurredAt };
    return silently({ ...condition, open: { ...open, episode, flap } });
  }
  const changedAt = noteChange(condition.changedAt, event.occurredAt, context.policy);
  const noted = { ...condition, changedAt };
  if (isFlapping(changedAt, context.policy)) return startFlapping(noted, { ...open, episode }, { event, context });
  return endEpisode(noted, { ...open, episode }, { clearedAt: event.occurredAt, endedBy: 'clear', now: context.now });
}

/** A clear that names a later episode than the open one ends it too; from then on the later one is the one that ended. */
function latestEpisode(open: OpenEpisode, event: Event): string | null {
  const order = compareEpisodes(momentOf(event), { episode: open.episode, at: open.alert.openedAt });
  return order === 'newer' ? (event.episode ?? null) : (open.episode ?? event.episode ?? null);
}

/** By the episode's key; where there is none, only if two clocks we trust leave no doubt: a clear always passes. */
function isOlder(open: OpenEpisode, event: Event): boolean {
  if (event.episode !== undefined && open.episode !== null) {
    return compareEpisodes(momentOf(event), { episode: open.episode, at: open.alert.openedAt }) === 'older';
  }
  const doubtful = event.clock === 'received' || open.clock === 'received';
  return !doubtful && event.occurredAt < open.alert.openedAt - clockToleranceMs;
}

function ignoreOlder(condition: Condition, open: OpenEpisode, event: Event): Folded {
  const episode = event.episode ?? rfc3339(event.occurredAt);
  if (open.flap !== null || open.olderClear === episode) return silently(condition);
  const openEpisode = open.episode ?? rfc3339(open.alert.openedAt);
  const evidence = { fingerprint: condition.fingerprint, episode, openEpisode };
  return {
    condition: { ...condition, open: { ...open, olderClear: episode } },
    changes: [],
    sayings: [sayOf(open.alert, 'ignored', { reason: 'clear-of-older-episode', evidence })],
  };
}

function startFlapping(
  condition: Condition,
  open: OpenEpisode,
  { event, context }: { readonly event: Event; readonly context: FoldContext },
): Folded {
  const alert = { ...open.alert, flapping: true };
  const flap = { asserted: false, changedAt: context.now, clearedAt: event.occurredAt };
  return {
    condition: { ...condition, open: { ...open, alert, flap } },
    changes: [{ change: 'updated', alert }],
    sayings: [flappingSaying(alert, condition.changedAt.length, context.policy)],
  };
}

/**
 * Prometheus repeats a resolve for 15 min and others tell the same end: said once. Remembered, so that a problem
 * which its own clear overtook does not open for ever.
 */
function clearNothing(condition: Condition, event: Event, context: FoldContext): Folded {
  const { ended } = condition;
  const known = ended !== null && !isLater(ended, event);
  const next: EndedEpisode = {
    episode: known ? ended.episode : (event.episode ?? null),
    alert: ended?.alert ?? null,
    openedAt: ended?.openedAt ?? null,
    clearedAt:
      known && event.episode !== undefined ? ended.clearedAt : Math.max(event.occurredAt, ended?.clearedAt ?? 0),
    endedBy: 'clear',
    endedAt: context.now,
  };
  if (known) return silently(isUnchanged(ended, next) ? condition : { ...condition, ended: next });
  const { fingerprint, name, host } = event;
  return {
    condition: { ...condition, ended: next },
    changes: [],
    sayings: [
      {
        subject: { type: 'event', id: context.record },
        outcome: 'ignored',
        reason: 'clear-without-problem',
        evidence: { fingerprint, name, host },
      },
    ],
  };
}

function isLater(ended: EndedEpisode, event: Event): boolean {
  return compareEpisodes(momentOf(event), { episode: ended.episode, at: ended.clearedAt }) === 'newer';
}

/** A repeat moves nothing but the time until we forget, which counts from the first. */
function isUnchanged(ended: EndedEpisode, next: EndedEpisode): boolean {
  return ended.endedBy === next.endedBy && ended.clearedAt === next.clearedAt;
}
