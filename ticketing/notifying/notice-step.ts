// The operation that carries one message through the ledger, and the note that carries decisions alone.
import type { Decision } from '../../domain/decision.ts';
import { hexId } from '../../domain/identity.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { ticketNoteKind, ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketFields, TicketNote, TicketOperation, TicketStep } from '../../domain/ticket.ts';
import type { Language } from '../wording/language.ts';

export interface NoticePlace {
  readonly record: StoredRecord;
  readonly tenant: string;
  readonly at: number;
}

export interface NoticePlan {
  /** Of the lane: an incident, or the recipient's digests. */
  readonly lane: string;
  readonly key: string;
  readonly sink: string;
  readonly language: Language;
  readonly notice: Notice;
  /** What it is about, for priority and colour; null for a digest. */
  readonly incident: Incident | null;
}

/** The ticket's fields of a message: its own words stand in `notice`. */
function fieldsOf({ notice, incident, language }: NoticePlan): TicketFields {
  return {
    title: notice.headline,
    publicText: notice.paragraphs.join('\n'),
    technicalText: '',
    priority: incident?.priority ?? 1,
    impact: incident?.impact ?? 'high',
    urgency: incident?.urgency ?? 'high',
    category: incident?.category ?? 'software',
    major: notice.kind === 'declared',
    team: null,
    cis: [],
    into: null,
    language,
  };
}

export function noticeStep(plan: NoticePlan, { record, tenant, at }: NoticePlace): Outgoing {
  const { key, sink, lane, notice } = plan;
  const operation: TicketOperation = {
    ...{ id: `${key}.1`, at, op: 'open', incident: lane, sink, unit: `notice.${notice.recipient}`, key, seq: 1 },
    fields: fieldsOf(plan),
    notice,
  };
  const body: TicketStep = { operation, ticket: null, url: null, decisions: [] };
  const id = hexId(ticketPlannedKind, record.id, operation.id);
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'tickets', record: { v: 1, id, tenant, key: lane, kind: ticketPlannedKind, ...time, body } };
}

export function decisionsNote(
  incident: string,
  decisions: readonly Decision[],
  { record, tenant, at }: NoticePlace,
): Outgoing {
  const place = { incident, sink: '', unit: 'notice', key: '', ticket: null, url: null, state: null };
  const body: TicketNote = { ...place, decisions: [...decisions] };
  const id = hexId('notice-note', record.id, incident, ...decisions.map((decision) => decision.id));
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'tickets', record: { v: 1, id, tenant, key: incident, kind: ticketNoteKind, ...time, body } };
}
