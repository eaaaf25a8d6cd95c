// The records that delivery writes: what is in the air, what is done, what was given up.
import type { Decision } from '../../domain/decision.ts';
import { hexId } from '../../domain/identity.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { Provenance } from '../../domain/record.ts';
import { ticketClosedForGoodKind, ticketDoneKind, ticketInflightKind, ticketRefusedKind } from '../../domain/ticket.ts';
import type { TicketOperation, TicketStep } from '../../domain/ticket.ts';
import type { Verdict } from './settle.ts';

export type StepKind =
  typeof ticketInflightKind | typeof ticketDoneKind | typeof ticketRefusedKind | typeof ticketClosedForGoodKind;

export interface StepTold {
  readonly kind: StepKind;
  readonly operation: TicketOperation;
  readonly tenant: string;
  readonly ticket: string | null;
  readonly url: string | null;
  readonly decisions: readonly Decision[];
}

/** Names a record within everything that delivery ever wrote. */
export interface StepPlace {
  readonly from: Provenance;
  readonly at: number;
}

export function stepRecord(told: StepTold, { from, at }: StepPlace): Outgoing {
  const { kind, operation, tenant, ticket, url, decisions } = told;
  const body: TicketStep = { operation, ticket, url, decisions: [...decisions] };
  const id = hexId(kind, operation.id, from.stage, String(from.offset), String(from.seq));
  const stream = kind === ticketClosedForGoodKind ? 'incidents' : 'tickets';
  const record = {
    v: 1 as const,
    id,
    tenant,
    key: operation.incident,
    kind,
    occurredAt: at,
    receivedAt: at,
    body,
    from,
  };
  return { stream, record };
}

export function decisionOf(verdict: Verdict, operation: TicketOperation, at: number, mark: string): Decision {
  const { notice, incident, key } = operation;
  const subject =
    notice === undefined ? ({ type: 'ticket', id: key } as const) : ({ type: 'incident', id: incident } as const);
  return { id: `D${operation.id}.${mark}`, at, subject, ...verdict, evidence: { ...verdict.evidence } };
}
