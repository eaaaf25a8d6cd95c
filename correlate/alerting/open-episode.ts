// Opens an episode: a new alert with its id, its CI and why it is bound to it.
import type { Alert } from '../../domain/alert.ts';
import type { Event } from '../../domain/event.ts';
import type { BindingAnswer, BindingQuestion } from '../cmdb/bind.ts';
import { sayOf, type Condition, type FoldContext, type Folded, type OpenEpisode, type Saying } from './condition.ts';
import { isFlapping, noteChange } from './detect-flapping.ts';

/** `condition` has nothing open; what ended before it, if anything, is in `ended`. */
export function openEpisode(condition: Condition, event: Event, context: FoldContext): Folded {
  // What nobody ends never says that it changed: it has sessions, not flaps.
  const isQuiet = event.ending.by === 'quiet';
  const changedAt = isQuiet ? [] : noteChange(condition.changedAt, event.occurredAt, context.policy);
  const flapping = isFlapping(changedAt, context.policy);
  const answer = context.bind(questionOf(event, context.sourceType));
  const alert = { ...newAlert(event, context, answer), openedAt: openingOf(condition, event), flapping };
  alert.id = `${alert.fingerprint}@${alert.openedAt}`;
  const open: OpenEpisode = {
    alert,
    episode: event.episode ?? null,
    clock: event.clock,
    withinMs: event.ending.withinMs ?? null,
    hints: event.hints ?? [],
    peer: event.peer ?? null,
    flap: flapping ? { asserted: true, changedAt: context.now, clearedAt: null } : null,
    olderClear: condition.ended?.episode ?? null,
  };
  const sayings = [openingSaying(condition, alert, event.counted), bindingSaying(alert, answer)];
  if (flapping) sayings.push(flappingSaying(alert, changedAt.length, context.policy));
  return { condition: { ...condition, open, changedAt }, changes: [{ change: 'opened', alert }], sayings };
}

/** The source's time; a ms later than the last opening where two fall together, so that ids stay apart. */
function openingOf({ ended }: Condition, { occurredAt }: Event): number {
  const lastOpenedAt = ended?.openedAt ?? null;
  return lastOpenedAt === null ? occurredAt : Math.max(occurredAt, lastOpenedAt + 1);
}

/** An alert that is not open yet: `openedAt` is the event's time. */
export function newAlert(event: Event, context: FoldContext, { binding, peerCi }: BindingAnswer): Alert {
  return {
    id: `${event.fingerprint}@${event.occurredAt}`,
    fingerprint: event.fingerprint,
    source: context.sourceType,
    sources: [context.sourceType],
    name: event.name,
    severity: event.severity,
    effect: event.effect,
    message: event.message,
    host: event.host,
    labels: event.labels,
    binding,
    peerCi,
    openedAt: event.occurredAt,
    firstReceivedAt: context.now,
    lastSeenAt: context.now,
    count: 1,
    clearedAt: null,
    endedBy: null,
    stale: false,
    flapping: false,
    endsBy: event.ending.by,
    category: event.category ?? null,
    unknown: event.unknown ?? false,
    link: event.link ?? null,
    ...(context.everyday ? { everyday: true } : {}),
    ...(event.runbook === undefined ? {} : { runbook: event.runbook }),
  };
}

export function questionOf(event: Event, sourceType: FoldContext['sourceType']): BindingQuestion {
  const { host, hints = [], peer = null, labels, effect } = event;
  return { sourceType, host, hints, peer, labels, effect };
}

function openingSaying({ ended }: Condition, alert: Alert, counted: Event['counted']): Saying {
  const { name, host } = alert;
  const why = counted === undefined ? {} : { counted };
  if (ended === null || ended.alert === null) {
    const evidence = { name, host, severity: alert.severity, effect: alert.effect, source: alert.source, ...why };
    return sayOf(alert, 'opened', { reason: 'alert-opened', evidence });
  }
  const evidence = { name, host, previous: ended.alert, clearedAt: ended.clearedAt, ...why };
  return sayOf(alert, 'refired', { reason: 'alert-refired', evidence });
}

function bindingSaying(alert: Alert, answer: BindingAnswer): Saying {
  if (answer.reason === 'bound') return sayOf(alert, 'bound', { reason: 'bound', evidence: { ...answer.binding } });
  if (answer.reason === 'unbound') {
    return sayOf(alert, 'unbound', { reason: 'unbound', evidence: { tried: [...answer.tried] } });
  }
  const evidence = { value: answer.value, candidates: [...answer.candidates] };
  return sayOf(alert, 'unbound', { reason: 'bound-ambiguous', evidence });
}

export function flappingSaying(alert: Alert, changes: number, policy: FoldContext['policy']): Saying {
  return sayOf(alert, 'flapping', { reason: 'flapping-started', evidence: { changes, windowMs: policy.flapWindowMs } });
}
