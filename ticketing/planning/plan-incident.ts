// Plans what every ticketing system is to be told of one incident: each unit that gets a ticket, where there is room.
import type { TicketStep } from '../../domain/ticket.ts';
import { admit } from './admission.ts';
import type { CreateLimit } from './create-limit.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { routeIncident } from './route-incident.ts';
import { planTicket } from './ticket-planner.ts';
import type { Planning } from './ticket-planner.ts';
import { recoveryOf, unitsOf, viewOf } from './ticket-units.ts';

export interface IncidentPlan {
  readonly row: PlannedIncident;
  readonly steps: readonly TicketStep[];
  /** Names of systems in which something of it now waits for room. */
  readonly heldIn: readonly string[];
}

interface SinkPlan {
  readonly tickets: readonly PlannedTicket[];
  readonly steps: readonly TicketStep[];
  readonly isHeld: boolean;
  readonly overAt: readonly number[];
}

/** `soFar`: what the units before it came to. */
function planUnit(planning: Planning, { sink, unit, limit, soFar }: UnitPlanning): SinkPlan {
  const { row, policy, at } = planning;
  const { tickets } = soFar;
  const { incident, overAt } = viewOf(planning.incident, unit, { now: at, policy });
  const later = overAt === null ? soFar.overAt : [...soFar.overAt, overAt];
  const has = tickets.some((ticket) => ticket.unit === unit);
  const terms = { now: at, policy: policy.ticketing };
  const admission = admit(limit, { tickets, incident, sink: sink.name, unit }, terms);
  if (admission !== 'admitted') return { ...soFar, isHeld: soFar.isHeld || admission === 'held', overAt: later };
  const narrow = { ...planning, incident, row: { ...row, recovery: recoveryOf(row.recovery, unit) } };
  const planned = planTicket(narrow, sink, unit);
  if (planned === null) return { ...soFar, overAt: later };
  const { ticket, steps } = planned;
  const after = has ? tickets.map((known) => (known.unit === unit ? ticket : known)) : [...tickets, ticket];
  return { ...soFar, tickets: after, steps: [...soFar.steps, ...steps], overAt: later };
}

interface UnitPlanning {
  readonly sink: PlannedSink;
  readonly unit: string;
  readonly limit: CreateLimit;
  readonly soFar: SinkPlan;
}

function planSink(planning: Planning, sink: PlannedSink, limit: CreateLimit): SinkPlan {
  const { row, incident, policy } = planning;
  const tickets = row.tickets.filter((ticket) => ticket.sink === sink.name);
  const { per } = routeIncident(incident, policy.ticketing.routes);
  const start: SinkPlan = { tickets, steps: [], isHeld: false, overAt: [] };
  return unitsOf(incident, tickets, per).reduce(
    (soFar, unit) => planUnit(planning, { sink, unit, limit, soFar }),
    start,
  );
}

export function planIncident(planning: Planning, sinks: readonly PlannedSink[], limit: CreateLimit): IncidentPlan {
  const { overAt: _before, ...row } = planning.row;
  const plans = sinks.map((sink) => ({ name: sink.name, ...planSink(planning, sink, limit) }));
  const names = new Set(plans.map(({ name }) => name));
  const overAt = plans.flatMap((plan) => plan.overAt);
  const others = row.tickets.filter(({ sink }) => !names.has(sink));
  const tickets = [...plans.flatMap((plan) => plan.tickets), ...others];
  return {
    row: { ...row, tickets, ...(overAt.length === 0 ? {} : { overAt: Math.min(...overAt) }) },
    steps: plans.flatMap(({ steps }) => steps),
    heldIn: plans.filter(({ isHeld }) => isHeld).map(({ name }) => name),
  };
}
