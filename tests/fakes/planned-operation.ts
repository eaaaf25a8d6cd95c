// A planned operation for tests.
import { base32Id } from '../../domain/identity.ts';
import { ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketOp, TicketOperation } from '../../domain/ticket.ts';
import type { LogRecord } from '../../domain/record.ts';

export interface PlannedParts {
  readonly op: TicketOp;
  readonly incident?: string;
  readonly sink?: string;
  readonly key?: string;
  readonly seq?: number;
  readonly into?: string | null;
  readonly publicText?: string;
  readonly technicalText?: string;
  readonly priority?: number;
}

export function keyOf(incident: string, sink = 'desk', generation = 1): string {
  return base32Id(26, 'acme', incident, sink, 'incident', String(generation));
}

export function plannedOperation(parts: PlannedParts): TicketOperation {
  const { op, incident = 'inc-1', sink = 'desk', seq = 1, into = null, priority = 3 } = parts;
  const key = parts.key ?? keyOf(incident, sink);
  const { publicText = 'for users', technicalText = `${op} ${String(seq)}` } = parts;
  const fields = {
    title: `P${String(priority)} – ${incident}`,
    publicText,
    technicalText,
    priority,
    impact: 'medium' as const,
    urgency: 'medium' as const,
    category: 'network',
    major: false,
    team: null,
    cis: [],
    into,
    language: 'en' as const,
  };
  return { id: `${key}.${String(seq)}`, at: 1_000, op, incident, sink, unit: 'incident', key, seq, fields };
}

export function plannedRecord(operation: TicketOperation, receivedAt = 1_000): LogRecord {
  const body = { operation, ticket: null, url: null, decisions: [] };
  return {
    v: 1,
    id: `planned-${operation.id}`,
    tenant: 'acme',
    key: operation.incident,
    kind: ticketPlannedKind,
    occurredAt: receivedAt,
    receivedAt,
    body,
  };
}
