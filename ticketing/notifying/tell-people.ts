// Sends what is wanted of one incident and may go out now: composed as the incident stands, or collected for a digest.
import type { Incident } from '../../domain/incident.ts';
import type { Notice, NoticeKind } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import { composeNotice } from '../compose/compose-notice.ts';
import { toldOf } from '../compose/told.ts';
import type { Finding } from './decide-notices.ts';
import { noticeKey } from './notified-incident.ts';
import type { Heard, NotifiedIncident } from './notified-incident.ts';
import type { NoticePlan } from './notice-step.ts';
import { afterSending, collect, goesAlone } from './recipient-pace.ts';
import type { RecipientPace } from './recipient-pace.ts';
import { isMoot, sendableAt } from './wanted.ts';

export interface Telling {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly now: number;
  readonly paceOf: (recipient: string) => RecipientPace;
}

export interface Told {
  readonly row: NotifiedIncident;
  readonly plans: readonly NoticePlan[];
  readonly findings: readonly Finding[];
  readonly paces: ReadonlyMap<string, RecipientPace>;
}

interface Sent {
  readonly recipient: string;
  readonly kind: NoticeKind;
  readonly how: 'alone' | 'digest';
}

/** A message of a major serves until the next; a question until the next level is asked; an end is news for a day. */
function staleAfterMs(kind: NoticeKind, { notify }: Policy): number {
  if (kind === 'stood-down') return 24 * 60 * 60_000;
  return kind === 'opened' || kind === 'escalated' ? notify.escalateMs.p2 : notify.majorEveryMs;
}

function noticeOf(recipient: string, heard: Heard, row: NotifiedIncident, telling: Telling): Notice {
  const { incident, policy, now } = telling;
  const { notify } = policy;
  const { voice: register = 'technical', language = policy.language } = notify.recipients[recipient] ?? {};
  const kind = heard.wanted?.kind ?? 'news';
  const { ladder } = row;
  const text = composeNotice({
    ...{ kind, incident, at: now, register, previous: heard.told, ladder },
    voice: { language, timezone: policy.timezone },
    nextNewsAt: now + notify.majorEveryMs,
  });
  return {
    ...{ kind, recipient, voice: register, ...text },
    thread: [...new Set([heard.first, heard.last])].filter((key) => key !== null),
    staleAt: now + staleAfterMs(kind, policy),
    answerable: kind === 'opened' || kind === 'escalated',
    incidents: [incident.id],
  };
}

function planOf(recipient: string, heard: Heard, row: NotifiedIncident, telling: Telling): NoticePlan | null {
  const { incident, policy } = telling;
  const known = policy.notify.recipients[recipient];
  if (known === undefined) return null;
  const key = noticeKey(row.tenant, row.incident, recipient, heard.count + 1);
  const language = known.language ?? policy.language;
  const notice = noticeOf(recipient, heard, row, telling);
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

/** One decision for all who were told the same in the same way. */
function findingsOf(sent: readonly Sent[], { incident, policy, now }: Telling): Finding[] {
  const groups = new Map<string, Sent[]>();
  for (const one of sent) {
    const group = `${one.how} ${one.kind}`;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups.values()].map((group): Finding => {
    const { kind = 'news', how = 'alone' } = group[0] ?? {};
    const { majorEveryMs, digest } = policy.notify;
    const evidence = {
      ...{ kind, recipients: group.map(({ recipient }) => recipient), priority: incident.priority },
      ...{ nextAt: now + majorEveryMs, above: digest.above, withinMs: digest.withinMs },
    };
    return { outcome: kind, reason: how === 'alone' ? 'notified' : 'notice-collapsed', evidence };
  });
}

/** In the order of their names, so that a replay tells alike. */
export function tellPeople(row: NotifiedIncident, telling: Telling): Told {
  const { incident, policy, now } = telling;
  const { gapMs, digest } = policy.notify;
  const people: Record<string, Heard> = { ...row.people };
  const [plans, sent, paces] = [[] as NoticePlan[], [] as Sent[], new Map<string, RecipientPace>()];
  for (const recipient of Object.keys(people).sort()) {
    const heard = people[recipient];
    if (heard === undefined || heard.wanted === null) continue;
    const { kind } = heard.wanted;
    const plan = isMoot(kind, incident) ? null : planOf(recipient, heard, row, telling);
    if (plan === null) {
      people[recipient] = { ...heard, wanted: null };
      continue;
    }
    if (now < (sendableAt(heard, gapMs) ?? now)) continue;
    const pace = telling.paceOf(recipient);
    const isAlone = goesAlone(kind, pace, now, digest);
    sent.push({ recipient, kind, how: isAlone ? 'alone' : 'digest' });
    paces.set(recipient, isAlone ? afterSending(pace, now, digest) : collect(pace, row.incident, now));
    people[recipient] = isAlone ? afterNotice(heard, plan.key, telling) : { ...heard, wanted: null, lastAt: now };
    if (isAlone) plans.push(plan);
  }
  return { row: { ...row, people }, plans, findings: findingsOf(sent, telling), paces };
}
