// Turns what one recipient is to be told now into the operation that carries it.
import type { Incident } from '../../domain/incident.ts';
import type { Notice, NoticeKind } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import { composeNotice } from '../compose/compose-notice.ts';
import { voiceIn } from '../compose/voice.ts';
import { pressing } from '../compose/promise-part.ts';
import type { Promised } from '../compose/promise-part.ts';
import type { SlaTurned } from '../life/sla-clock.ts';
import { noticeKey } from './notified-incident.ts';
import type { Heard, NotifiedIncident } from './notified-incident.ts';
import type { NoticePlan } from './notice-step.ts';
import type { RecipientPace } from './recipient-pace.ts';
import { takenBy } from './scene.ts';
import { isAnswering } from './support-level.ts';

export interface Telling {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly now: number;
  readonly paceOf: (recipient: string) => RecipientPace;
  /** Its clocks, turned to now; empty: nobody is warned of them. */
  readonly clocks: readonly SlaTurned[];
}

/** What one recipient is told now. */
export interface Due {
  readonly recipient: string;
  readonly kind: NoticeKind;
  readonly heard: Heard;
  readonly promises: readonly Promised[];
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
    voice: voiceIn(policy, language),
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

/** Null: the recipient is named no more. */
export function planNotice(due: Due, row: NotifiedIncident, telling: Telling): NoticePlan | null {
  const { recipient, heard } = due;
  const { incident, policy } = telling;
  const known = policy.notify.recipients[recipient];
  if (known === undefined) return null;
  const key = noticeKey(row.tenant, row.incident, recipient, heard.count + 1);
  const language = known.language ?? policy.language;
  const notice = noticeOf(due, row, telling);
  return { lane: row.incident, key, sink: known.sink, language, notice, incident };
}
