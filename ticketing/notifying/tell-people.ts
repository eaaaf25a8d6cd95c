// Sends what is wanted of one incident and may go out now: composed as the incident stands, or collected for a digest.
import { pressing } from '../compose/promise-part.ts';
import { toldOf } from '../compose/told.ts';
import type { Heard, NotifiedIncident } from './notified-incident.ts';
import type { NoticePlan } from './notice-step.ts';
import { planNotice } from './plan-notice.ts';
import type { Due, Telling } from './plan-notice.ts';
import { afterSending, collect, goesAlone } from './recipient-pace.ts';
import type { RecipientPace } from './recipient-pace.ts';
import type { Finding } from './scene.ts';
import { promisedOf } from './sla-watch.ts';
import { kindNow, sendableAt } from './wanted.ts';

export interface Told {
  readonly row: NotifiedIncident;
  readonly plans: readonly NoticePlan[];
  readonly findings: readonly Finding[];
  readonly paces: ReadonlyMap<string, RecipientPace>;
}

interface Sent extends Pick<Due, 'recipient' | 'kind' | 'promises'> {
  readonly how: 'alone' | 'digest';
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
    const plan = due === null ? null : planNotice(due, row, telling);
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
