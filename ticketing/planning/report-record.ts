// What judging is told of a person's own ticket: that it is about an incident, and by whom. Not a word of it.
import { hexId } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { UserTicket } from '../../domain/ticket.ts';
import { userReportKind, type UserReport } from '../../domain/user-report.ts';

export interface ReportPlace {
  readonly tenant: string;
  readonly incident: string;
  readonly at: number;
}

export function countsCrowds({ impact: { crowd } }: Policy): boolean {
  return crowd !== undefined && crowd !== 'off';
}

/** On `alerts`, as people's commands: feedback enters by the front door. */
export function reportRecord({ sink, ticket, requester }: UserTicket, { tenant, incident, at }: ReportPlace): Outgoing {
  const id = hexId(userReportKind, tenant, sink, ticket);
  const reporter = typeof requester === 'string' ? hexId('reporter', tenant, sink, requester) : id;
  const body: UserReport = { incident, report: id, reporter };
  const time = { occurredAt: at, receivedAt: at };
  return { stream: 'alerts', record: { v: 1, id, tenant, key: tenant, kind: userReportKind, ...time, body } };
}
