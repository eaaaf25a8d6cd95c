// Sends what is wanted of one incident and may go out now: composed as the incident stands, or collected for a digest.
import type { Incident } from '../../domain/incident.ts';
import type { Notice, NoticeKind } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import { composeNotice } from '../compose/compose-notice.ts';
import { pressing } from '../compose/promise-part.ts';
import type { Promised } from '../compose/promise-part.ts';
import { toldOf } from '../compose/told.ts';
import type { SlaTurned } from '../life/sla-clock.ts';
import { noticeKey } from './notified-incident.ts';
import type { Heard, NotifiedIncident } from './notified-incident.ts';
import type { NoticePlan } from './notice-step.ts';
import { afterSending, collect, goesAlone } from './recipient-pace.ts';
import type { RecipientPace } from './recipient-pace.ts';
import { takenBy } from './scene.ts';
import type { Finding } from './scene.ts';
import { promisedOf } from './sla-watch.ts';
import { isAnswering } from './support-level.ts';
import { kindNow, sendableAt } from './wanted.ts';

export interface Telling {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly now: number;
  readonly paceOf: (recipient: string) => RecipientPace;
  /** Its clocks, turned to now; empty: nobody is warned of them. */
  readonly clocks: readonly SlaTurned[];
}

export interface Told {
  readonly row: NotifiedIncident;
  readonly plans: readonly NoticePlan[];
  readonly findings: readonly Finding[];
  readonly paces: ReadonlyMap<string, RecipientPace>;
}

/** What one recipient is told now. */
interface Due {
  readonly recipient: string;
  readonly kind: NoticeKind;
  readonly heard: Heard;
  readonly promises: readonly Promised[];
}

interface Sent extends Pick<Due, 'recipient' | 'kind' | 'promises'> {
  readonly how: 'alone' | 'digest';
}

const dayMs = 24 * 60 * 60_000;
const minuteMs = 60_000;

/**
 * A message of a major serves until the next; a question until the next level is asked; a warning until the time is over;
 * an end, and a miss, are news for a day.
 */
function staleAfterMs({ kind, promises }: Due, { policy: { notify }, now }: Telling): number {
  if (kind === 'stood-down') return dayMs;
  const promised = kind === 'sla' ? pressing(promises) : null;
  if (promised !== null && promised.share === 100) return dayMs;
  if (promised !== null && promised.dueAt !== null) return Math.max(minuteMs, promised.dueAt - now);
  return kind === 'opened' || kind === 'escalated' || kind === 'sla' ? notify.escalateMs.p2 : notify.majorEveryMs;
}

/** Of a time that runs out, only those are asked who may take it, and as long as nobody has. */
function asksOf({ kind, recipient }: Due, { incident, policy: { notify } }: Telling): boolean {
  if (kind !== 'sla') return kind === 'opened' || kind === 'escalated';
  return takenBy(incident) === null && isAnswering(recipient, incident, notify);
}

function noticeOf(due: Due, row: NotifiedIncident, telling: Telling): Notice {
  const { kind, recipient, heard, promises } = due;
  const { incident, policy, now } = telling;
  const { notify } = policy;
  const { voice: register = 'technical', language = policy.language } = notify.recipients[recipient] ?? {};
  const { ladder } = row;
  const asks = asksOf(due, telling);
  const text = composeNotice({
    ...{ kind, incident, at: now, register, previous: heard.told, ladder, asks, promises },
    voice: { language, timezone: policy.timezone },
    nextNewsAt: now + notify.majorEveryMs,
  });
  return {
    ...{ kind, recipient, voice: register, ...text },
    thread: [...new Set([heard.first, heard.last])].filter((key) => key !== null),
    staleAt: Math.ceil(now + staleAfterMs(due, telling)),
    answerable: asks,
    incidents: [incident.id],
  };
}

function planOf(due: Due, row: NotifiedIncident, telling: Telling): NoticePlan | null {
  const { recipient, heard } = due;
  const { incident, policy } = telling;
  const known = policy.notify.recipients[recipient];
  if (known === undefined) return null;
  const key = noticeKey(row.tenant, row.incident, recipient, heard.count + 1);
  const language = known.language ?? policy.language;
  const notice = noticeOf(due, row, telling);
  return { lane: row.incident, key, sink: known.sink, language, notice, incident };
}

function afterNotice(heard: Heard, key: string, telling: Telling): Heard {
  return {
    count: heard.count + 1,
    first: heard.first ?? key,
    last: key,
    lastAt: telling.now,
    told: toldOf(telling.incident),
    wanted: null,
  };
}

/** Of a warning alone: what it warns of. */
function promiseEvidence({ kind, promises }: Pick<Due, 'kind' | 'promises'>): Finding['evidence'] {
  const promised = kind === 'sla' ? pressing(promises) : null;
  if (promised === null) return {};
  const { clock, share, targetMs, dueAt } = promised;
  return { clock, share: share / 100, targetMs, dueAt };
}

/** One decision for all who were told the same in the same way. */
function findingsOf(sent: readonly Sent[], { incident, policy, now }: Telling): Finding[] {
  const groups = new Map<string, Sent[]>();
  for (const one of sent) {
    const group = `${one.how} ${one.kind} ${JSON.stringify(promiseEvidence(one))}`;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups.values()].map((group): Finding => {
    const { kind = 'news', how = 'alone', promises = [] } = group[0] ?? {};
    const { majorEveryMs, digest } = policy.notify;
    const evidence = {
      ...{ kind, recipients: group.map(({ recipient }) => recipient), priority: incident.priority },
      ...{ nextAt: now + majorEveryMs, above: digest.above, withinMs: digest.withinMs },
      ...promiseEvidence({ kind, promises }),
    };
    return { outcome: kind, reason: how === 'alone' ? 'notified' : 'notice-collapsed', evidence };
  });
}

/** Null: nothing waits for this recipient, or what did has been overtaken. */
function dueOf(recipient: string, heard: Heard, { incident, clocks }: Telling): Due | null {
  if (heard.wanted === null) return null;
  const promises = promisedOf(heard.wanted.warnings ?? [], clocks);
  const kind = kindNow(heard.wanted.kind, incident, promises);
  return kind === null ? null : { recipient, kind, heard, promises };
}

/** In the order of their names, so that a replay tells alike. */
export function tellPeople(row: NotifiedIncident, telling: Telling): Told {
  const { policy, now } = telling;
  const { gapMs, digest } = policy.notify;
  const people: Record<string, Heard> = { ...row.people };
  const [plans, sent, paces] = [[] as NoticePlan[], [] as Sent[], new Map<string, RecipientPace>()];
  for (const recipient of Object.keys(people).sort()) {
    const heard = people[recipient];
    if (heard === undefined || heard.wanted === null) continue;
    const due = dueOf(recipient, heard, telling);
    const plan = due === null ? null : planOf(due, row, telling);
    if (due === null || plan === null) {
      people[recipient] = { ...heard, wanted: null };
      continue;
    }
    if (now < (sendableAt(heard, gapMs) ?? now)) continue;
    const pace = telling.paceOf(recipient);
    const isAlone = goesAlone(due.kind, pace, now, digest);
    sent.push({ recipient, kind: due.kind, promises: due.promises, how: isAlone ? 'alone' : 'digest' });
    paces.set(recipient, isAlone ? afterSending(pace, now, digest) : collect(pace, row.incident, now));
    people[recipient] = isAlone ? afterNotice(heard, plan.key, telling) : { ...heard, wanted: null, lastAt: now };
    if (isAlone) plans.push(plan);
  }
  return { row: { ...row, people }, plans, findings: findingsOf(sent, telling), paces };
}
