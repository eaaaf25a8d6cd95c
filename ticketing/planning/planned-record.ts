// The record on `tickets` that asks delivery to carry out one planned operation.
import { hexId } from '../../domain/identity.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import { ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';

export interface PlannedPlace {
  /** Id of the record that led to it. */
  readonly because: string;
  readonly tenant: string;
  /** Logical time. */
  readonly at: number;
}

export function plannedRecord(step: TicketStep, { because, tenant, at }: PlannedPlace): Outgoing {
  const { id: operation, incident: key } = step.operation;
  const id = hexId('ticket-planned', because, operation);
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'tickets', record: { v: 1, id, tenant, key, kind: ticketPlannedKind, ...time, body: step } };
}
