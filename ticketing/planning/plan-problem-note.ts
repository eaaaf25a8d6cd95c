// Plans the private comment by which technicians learn that what they work on has come back, and of its problem. Pure.
import { recurrencePart } from '../compose/problem-part.ts';
import type { Recurred } from '../problems/recurred.ts';
import { isTold, withTicket } from './planned-incident.ts';
import type { PlannedSink } from './planned-incident.ts';
import type { NotePlan } from './plan-life-note.ts';
import { planRemark } from './ticket-planner.ts';
import type { Planning } from './ticket-planner.ts';

/** One comment a system, on its first ticket of the incident that is open. */
export function planProblemNote(planning: Planning, sinks: readonly PlannedSink[], recurred: Recurred): NotePlan {
  const { timezone } = planning.policy;
  return sinks.reduce<NotePlan>(
    (plan, sink) => {
      const isOpen = (known: NotePlan['row']['tickets'][number]): boolean => known.sink === sink.name && isTold(known);
      const ticket = plan.row.tickets.find(isOpen);
      if (ticket === undefined) return plan;
      const text = { publicText: '', technicalText: recurrencePart(recurred, { language: sink.language, timezone }) };
      const planned = planRemark(planning, { sink, ticket, about: 'problem', said: { text } });
      return { row: withTicket(plan.row, ticket, planned.ticket), steps: [...plan.steps, ...planned.steps] };
    },
    { row: planning.row, steps: [] },
  );
}
