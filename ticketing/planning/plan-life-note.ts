// Plans the private comments by which technicians learn that a service level runs out, or that a review is due. Pure.
import type { TicketStep } from '../../domain/ticket.ts';
import { lifePart } from '../compose/life-part.ts';
import type { LifeNote } from '../life/turn-life.ts';
import { isTold, withTicket } from './planned-incident.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { planRemark } from './ticket-planner.ts';
import type { Planning } from './ticket-planner.ts';

/** The review comes after the end. */
function isReadBy({ about }: LifeNote, ticket: PlannedTicket): boolean {
  return about === 'sla' ? isTold(ticket) : ticket.state === 'resolved';
}

export interface NotePlan {
  readonly row: PlannedIncident;
  readonly steps: readonly TicketStep[];
}

/** One comment a system, however many tickets an incident has there. */
export function planLifeNote(planning: Planning, sinks: readonly PlannedSink[], note: LifeNote): NotePlan {
  const { timezone } = planning.policy;
  return sinks.reduce<NotePlan>(
    (plan, sink) => {
      const ticket = plan.row.tickets.find((known) => known.sink === sink.name && isReadBy(note, known));
      if (ticket === undefined) return plan;
      const text = { publicText: '', technicalText: lifePart(note, { language: sink.language, timezone }) };
      const planned = planRemark(planning, { sink, ticket, about: note.about, said: { text } });
      return { row: withTicket(plan.row, ticket, planned.ticket), steps: [...plan.steps, ...planned.steps] };
    },
    { row: planning.row, steps: [] },
  );
}
