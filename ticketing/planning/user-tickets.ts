// People's tickets about what burns: each is linked and answered once, ever, and counted for its incident. State and decision in one.
import type { Decision } from '../../domain/decision.ts';
import { base32Id } from '../../domain/identity.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import type { TicketStep, UserTicket } from '../../domain/ticket.ts';
import { composeTicket } from '../compose/compose-ticket.ts';
import { noRecovery } from '../compose/recovery.ts';
import { matchUserTicket, tellsOfTrouble } from './match-user-ticket.ts';
import type { PlannedSink } from './planned-incident.ts';

interface UserTicketRow {
  readonly incident: string;
  readonly at: number;
}

export interface UserTicketMoment {
  readonly now: number;
  readonly policy: Policy;
  readonly tenant: string;
  /** Incidents that are open and have tickets. */
  readonly open: readonly Incident[];
  /** Key of the incident's ticket in the sink; null: it has none there. */
  readonly keyOf: (incident: string, sink: string) => string | null;
}

/** A month: nobody reports the same outage again in the same ticket later. */
const rememberMs = 30 * 86_400_000;

export class UserTickets {
  /** `sink/ticket` → the incident that it was answered with. */
  readonly #rows = new Table<UserTicketRow>('user-ticket');

  restore({ table, key, json }: Row): void {
    if (table === this.#rows.name) this.#rows.restore(key, json);
  }

  take(): RowChange[] {
    return this.#rows.take();
  }

  countOf(incident: string): number {
    return [...this.#rows.values()].filter((row) => row.incident === incident).length;
  }

  /** Null: it was answered before, tells of no trouble, or of none that is known. */
  plan(ticket: UserTicket, sink: PlannedSink, moment: UserTicketMoment): TicketStep | null {
    const { now, policy, open } = moment;
    const name = `${ticket.sink}/${ticket.ticket}`;
    if (!policy.ticketing.userTickets.sinks.includes(sink.name) || this.#rows.has(name)) return null;
    const match = tellsOfTrouble(ticket) ? matchUserTicket(ticket, open) : null;
    const incident = open.find(({ id }) => id === match?.incident);
    if (match === null || incident === undefined) return null;
    const into = moment.keyOf(incident.id, sink.name);
    if (into === null) return null;
    this.#rows.put(name, { incident: incident.id, at: now });
    this.#forget(now);
    return answerStep({ ticket, sink, incident, into, by: match.by, crowd: this.countOf(incident.id) }, moment);
  }

  #forget(now: number): void {
    for (const [name, { at }] of [...this.#rows.entries()]) if (now - at > rememberMs) this.#rows.delete(name);
  }
}

interface Answer {
  readonly ticket: UserTicket;
  readonly sink: PlannedSink;
  readonly incident: Incident;
  readonly into: string;
  readonly by: string;
  /** How many reported it so far, this one among them. */
  readonly crowd: number;
}

function answerStep({ ticket, sink, incident, into, by, crowd }: Answer, moment: UserTicketMoment): TicketStep {
  const { now, policy, tenant } = moment;
  const { language } = sink;
  const unit = `user:${ticket.ticket}`;
  // Of the ticket alone, so that no second incident answers it.
  const key = base32Id(26, tenant, 'user-ticket', sink.name, ticket.ticket, '1');
  const told = { incident, op: 'answer', at: now, language, policy, previous: null, recovery: noRecovery } as const;
  const fields = composeTicket({ ...told, into });
  const evidence = { sink: sink.name, ticket: ticket.ticket, by, incident: incident.number, crowd };
  const decision: Decision = {
    id: `U${key}`,
    at: now,
    subject: { type: 'incident', id: incident.id },
    outcome: 'answered',
    reason: 'user-ticket-linked',
    evidence,
  };
  const place = { incident: incident.id, sink: sink.name, unit, key, seq: 1 };
  const operation = { id: `${key}.1`, at: now, op: 'answer' as const, ...place, fields };
  return { operation, ticket: ticket.ticket, url: ticket.url, decisions: [decision] };
}
