// Decides what a problem does: open, repeat, tell something new, refire, or come too late.
import type { Alert } from '../../domain/alert.ts';
import type { Event } from '../../domain/event.ts';
import type { Json } from '../../domain/json.ts';
import { compareEpisodes, startOf } from './compare-episodes.ts';
import { sayOf, silently, type Condition, type FoldContext, type Folded, type OpenEpisode } from './condition.ts';
import { isFlapping, noteChange } from './detect-flapping.ts';
import { endEpisode } from './end-episode.ts';
import { slotMs, untold, windowMs } from './everyday.ts';
import { flappingSaying, openEpisode } from './open-episode.ts';

export function foldProblem(condition: Condition, event: Event, context: FoldContext): Folded {
  const { open, ended } = condition;
  if (open === null) {
    const late = ended?.endedBy === 'clear' && isLate(event, ended);
    return late ? silently(condition) : openEpisode(condition, event, context);
  }
  const order = compareEpisodes(momentOf(event), { episode: open.episode, at: open.alert.openedAt });
  if (open.flap !== null) return foldFlap({ ...condition, open: { ...open, flap: open.flap } }, event, context);
  if (order === 'newer') return refire(condition, open, { event, context });
  if (isTurned(open, event, context)) return turn(condition, open, { event, context });
  return repeat(condition, open, { event, context, governs: order === 'same' && isGoverning(open, context) });
}

/**
 * A problem of an episode whose clear has been heard already. Sources repeat what they said before (Prometheus every
 * resend, Zabbix each escalation step) and paths overtake one another; only a source's own later time makes it new.
 */
function isLate(event: Event, cleared: { readonly episode: string | null; readonly clearedAt: number }): boolean {
  const order = compareEpisodes(momentOf(event), { episode: cleared.episode, at: cleared.clearedAt });
  if (order === 'older') return true;
  if (order === 'newer') return false;
  const named = event.episode !== undefined && cleared.episode !== null;
  const startedAt = startOf(event.episode ?? null);
  if (named && startedAt !== null && event.episode !== cleared.episode) return startedAt <= cleared.clearedAt;
  if (event.clock === 'received') return named;
  return named ? event.occurredAt <= cleared.clearedAt : event.occurredAt < cleared.clearedAt;
}

export function momentOf(event: Event): { readonly episode: string | null; readonly at: number } {
  return { episode: event.episode ?? null, at: event.occurredAt };
}

/** Who spoke first says what the alert is; others only add that they tell it too, else two would undo each other. */
function isGoverning({ alert }: OpenEpisode, { sourceType }: FoldContext): boolean {
  return alert.source === sourceType;
}

interface Told {
  readonly event: Event;
  readonly context: FoldContext;
}

/** What nobody ends became everyday noise of its host, or bursts out of it. */
function isTurned(open: OpenEpisode, event: Event, context: FoldContext): boolean {
  const isQuiet = open.alert.endsBy === 'quiet' && event.ending.by === 'quiet' && open.withinMs === null;
  return isQuiet && isGoverning(open, context) && (open.alert.everyday === true) !== context.everyday;
}

/** Noise and news are two alerts, whatever the line: the one ends, the other begins. */
function turn(condition: Condition, open: OpenEpisode, { event, context }: Told): Folded {
  const { slots, most, count, before } = condition.rate ?? untold;
  const because = context.everyday
    ? { reason: 'became-everyday' as const, evidence: { slots, slotMs } }
    : { reason: 'burst-began' as const, evidence: { count: Math.max(count, before), withinMs: windowMs, most } };
  const closed = endEpisode(condition, open, {
    ...{ clearedAt: event.occurredAt, endedBy: 'quiet', now: context.now },
    because,
  });
  const opened = openEpisode(closed.condition, event, context);
  return {
    condition: opened.condition,
    changes: [...closed.changes, ...opened.changes],
    sayings: [...closed.sayings, ...opened.sayings],
  };
}

/** We missed the clear: the new opening is the latest the old episode can have ended. */
function refire(condition: Condition, open: OpenEpisode, { event, context }: Told): Folded {
  const changedAt = noteChange(condition.changedAt, event.occurredAt, context.policy);
  const twice = noteChange(changedAt, event.occurredAt, context.policy);
  if (isFlapping(twice, context.policy)) {
    const alert = { ...seenAgain(open.alert, context), flapping: true };
    const flap = { asserted: true, changedAt: context.now, clearedAt: null };
    const episode = event.episode ?? null;
    return {
      condition: { ...condition, open: { ...open, alert, flap, episode }, changedAt: twice },
      changes: [{ change: 'updated', alert }],
      sayings: [flappingSaying(alert, twice.length, context.policy)],
    };
  }
  const closed = endEpisode({ ...condition, changedAt }, open, {
    clearedAt: event.occurredAt,
    endedBy: 'clear',
    now: context.now,
  });
  const opened = openEpisode(closed.condition, event, context);
  const reopened = opened.condition.open && { ...opened.condition.open, olderClear: null };
  return {
    condition: { ...opened.condition, open: reopened },
    changes: [...closed.changes, ...opened.changes],
    sayings: [...closed.sayings, ...opened.sayings],
  };
}

function repeat(condition: Condition, open: OpenEpisode, told: Told & { readonly governs: boolean }): Folded {
  const { event, context, governs } = told;
  const before = open.alert;
  const sources = before.sources.includes(context.sourceType)
    ? before.sources
    : [...before.sources, context.sourceType];
  const after: Alert = { ...seenAgain(before, context), sources, ...(governs ? governed(event) : {}) };
  const kept: OpenEpisode = {
    ...open,
    alert: after,
    episode: open.episode ?? event.episode ?? null,
    withinMs: governs ? (event.ending.withinMs ?? null) : open.withinMs,
  };
  const changed = materialChanges(before, after);
  const folded = { ...condition, open: kept };
  if (changed.length === 0) return silently(folded);
  const evidence = { changed, from: pick(before, changed), to: pick(after, changed) };
  return {
    condition: folded,
    changes: [{ change: 'updated', alert: after }],
    sayings: [sayOf(after, 'updated', { reason: 'alert-updated', evidence })],
  };
}

function seenAgain(alert: Alert, { now }: FoldContext): Alert {
  return { ...alert, lastSeenAt: now, count: alert.count + 1, stale: false };
}

function governed({ severity, effect, message, ending }: Event): Partial<Alert> {
  return { severity, effect, message, endsBy: ending.by };
}

type Material = 'severity' | 'effect' | 'message' | 'sources' | 'stale';

/** A message alone is not news: many carry the measured value and differ each time. */
function materialChanges(before: Alert, after: Alert): Material[] {
  const changed = (['severity', 'effect', 'sources', 'stale'] as const).filter(
    (field) => before[field] !== after[field],
  );
  const worded = changed.includes('severity') || changed.includes('effect');
  return worded && before.message !== after.message ? [...changed, 'message'] : changed;
}

function pick(alert: Alert, fields: readonly Material[]): Record<string, Json> {
  return Object.fromEntries(fields.map((field) => [field, alert[field]]));
}

/** While it flaps, a problem only says that it stands again; severity and the like still pass. */
function foldFlap(
  condition: Condition & { readonly open: OpenEpisode & { readonly flap: NonNullable<OpenEpisode['flap']> } },
  event: Event,
  context: FoldContext,
): Folded {
  const { open } = condition;
  const { flap } = open;
  const order = compareEpisodes(momentOf(event), { episode: open.episode, at: open.alert.openedAt });
  if (
    !flap.asserted &&
    flap.clearedAt !== null &&
    isLate(event, { episode: open.episode, clearedAt: flap.clearedAt })
  ) {
    return silently(condition);
  }
  const changes = !flap.asserted || order === 'newer';
  const next: OpenEpisode = {
    ...open,
    episode: order === 'newer' ? (event.episode ?? null) : open.episode,
    flap: changes ? { ...flap, asserted: true, changedAt: context.now } : flap,
  };
  return repeat(condition, next, { event, context, governs: order !== 'older' && isGoverning(open, context) });
}
