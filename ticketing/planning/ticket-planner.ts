// Plans the operations of one incident's tickets: rows in, operations with their decisions out. Pure.
import type { Decision, Reason } from '../../domain/decision.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { TicketOp, TicketStep } from '../../domain/ticket.ts';
import type { Background } from '../compose/background-part.ts';
import { composeTicket } from '../compose/compose-ticket.ts';
import type { Texts } from '../compose/compose-ticket.ts';
import type { Occasion } from '../compose/hand-part.ts';
import { toldAfter, toldOf } from '../compose/told.ts';
import type { MaterialChange } from '../compose/told.ts';
import { handOn, ticketKey } from './planned-incident.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { planChange } from './plan-change.ts';
import type { Plan } from './plan-change.ts';
import { routeIncident } from './route-incident.ts';

export interface Planning {
  readonly row: PlannedIncident;
  readonly incident: Incident;
  readonly policy: Policy;
  /** Logical time. */
  readonly at: number;
  /** Key of the ticket that the survivor, or the older incident, has in a sink; null if none is known. */
  readonly keyOf: (incident: string, sink: string, unit: string) => string | null;
  /** What experience has to say of it. */
  readonly background: (incident: Incident) => Background;
}

export interface Planned {
  readonly ticket: PlannedTicket;
  readonly steps: readonly TicketStep[];
}

const reasonOf: Readonly<Record<Exclude<TicketOp, 'close' | 'answer' | 'link'>, Reason>> = {
  open: 'ticket-open',
  update: 'ticket-update',
  escalate: 'ticket-escalate',
  resolve: 'ticket-resolve',
  reopen: 'ticket-reopen',
  merge: 'ticket-merge',
};

type PlannedOp = keyof typeof reasonOf;

interface Operation {
  readonly op: PlannedOp;
  readonly ticket: PlannedTicket;
  readonly sink: PlannedSink;
  readonly into: string | null;
  readonly evidence: Decision['evidence'];
  /** What people's hands gave reason to say. */
  readonly occasion?: Occasion;
  /** Worded elsewhere: said instead of what changed. */
  readonly text?: Texts;
}

function stepOf(planning: Planning, { op, ticket, sink, into, evidence, occasion, text }: Operation): TicketStep {
  const { incident, at, policy, row } = planning;
  const id = `${ticket.key}.${String(ticket.seq)}`;
  const previous = op === 'update' || op === 'escalate' ? ticket.told : null;
  const { language } = sink;
  const request = { incident, op, at, language, policy, previous, recovery: row.recovery, into, unit: ticket.unit };
  const composed = composeTicket({
    ...request,
    ...(occasion === undefined ? {} : { occasion }),
    ...(text === undefined ? {} : { text }),
    ...(op === 'open' || op === 'reopen' ? { background: planning.background(incident) } : {}),
    ...(sink.heard === true ? { canStop: true } : {}),
  });
  const team = op === 'open' ? (routeIncident(incident, policy.ticketing.routes).team ?? composed.team) : composed.team;
  const fields = { ...composed, team };
  const subject = { type: 'ticket', id: ticket.key } as const;
  const decision = { id: `P${id}`, at, subject, outcome: op, reason: reasonOf[op], evidence };
  const { key, unit, seq } = ticket;
  const operation = { id, at, op, incident: incident.id, sink: sink.name, unit, key, seq, fields };
  return { operation, ticket: null, url: null, decisions: [decision] };
}

function openingOf(planning: Planning, { sink, unit, generation }: Opening): PlannedTicket {
  const { incident, at } = planning;
  const identity = { tenant: incident.tenant, incident: incident.id, sink: sink.name, unit, generation };
  return {
    sink: sink.name,
    unit,
    generation,
    key: ticketKey(identity),
    seq: 1,
    state: 'open',
    told: toldOf(incident),
    lastAt: at,
    waitingSince: null,
    waiting: [],
  };
}

export interface Opening {
  readonly sink: PlannedSink;
  readonly unit: string;
  readonly generation: number;
  readonly why: 'incident-opened' | 'closed-for-good';
  /** The ticket that this one continues. */
  readonly into: string | null;
}

/** A new ticket; generation 2 and up continue one that can no longer be opened again. */
export function planOpening(planning: Planning, opening: Opening): Planned {
  const { sink, generation, why, into } = opening;
  const ticket = openingOf(planning, opening);
  const evidence = {
    sink: sink.name,
    key: ticket.key,
    unit: ticket.unit,
    generation,
    why,
    priority: planning.incident.priority,
    continues: into,
  };
  const step = stepOf(planning, { op: 'open', ticket, sink, into, evidence });
  const opened = { ...ticket, told: toldAfter(null, planning.incident, step.operation.fields.publicText) };
  if (planning.incident.state !== 'resolved') return { ticket: opened, steps: [step] };
  const resolved = planOn(planning, sink, opened, { op: 'resolve' });
  return { ticket: resolved.ticket, steps: [step, ...resolved.steps] };
}

function evidenceOf(planning: Planning, ticket: PlannedTicket, plan: Plan, into: string | null): Decision['evidence'] {
  const { incident, at } = planning;
  const base = { sink: ticket.sink, key: ticket.key };
  switch (plan.op) {
    case 'escalate':
      return { ...base, why: plan.why, from: ticket.told.priority, to: incident.priority, changes: [...plan.changes] };
    case 'update':
      return {
        ...base,
        changes: [...plan.changes],
        heldMs: ticket.waitingSince === null ? 0 : at - ticket.waitingSince,
      };
    case 'reopen':
      return { ...base, why: plan.why, alerts: incident.openAlertCount };
    case 'resolve':
      return { ...base, by: incident.resolvedBy, resolvedAt: incident.resolvedAt };
    case 'merge':
      return { ...base, survivor: incident.mergedInto, into };
    default:
      return base;
  }
}

const stateAfter: Readonly<Record<PlannedOp, PlannedTicket['state']>> = {
  open: 'open',
  update: 'open',
  escalate: 'open',
  reopen: 'open',
  resolve: 'resolved',
  merge: 'merged',
};

function planOn(planning: Planning, sink: PlannedSink, ticket: PlannedTicket, plan: Plan & { op: PlannedOp }): Planned {
  const { incident, at } = planning;
  const into =
    plan.op === 'merge' && incident.mergedInto !== null
      ? planning.keyOf(incident.mergedInto, ticket.sink, ticket.unit)
      : null;
  const next = { ...ticket, seq: ticket.seq + 1 };
  const evidence = evidenceOf(planning, ticket, plan, into);
  const burning = plan.op === 'reopen' && plan.why === 'still-burning';
  const step = stepOf(planning, {
    ...{ op: plan.op, ticket: next, sink, into, evidence },
    ...(burning ? { occasion: 'still-burning' as const } : {}),
  });
  const told = toldAfter(ticket.told, incident, step.operation.fields.publicText);
  const after = { state: stateAfter[plan.op], told, lastAt: at, waitingSince: null, waiting: [] };
  const planned = { ...next, ...after };
  if (!burning) return { ticket: planned, steps: [step] };
  const hand = handOn(ticket);
  return { ticket: { ...planned, hand: { ...hand, closedSince: null, reopened: hand.reopened + 1 } }, steps: [step] };
}

export interface Remark {
  readonly sink: PlannedSink;
  readonly ticket: PlannedTicket;
  /** What gave reason to it, in one word. */
  readonly about: string;
  /** A hand's doing, or a text that was worded elsewhere. */
  readonly said: { readonly occasion: Occasion } | { readonly text: Texts };
}

/** A comment beside what changed, at once. */
export function planRemark(planning: Planning, { sink, ticket, about, said }: Remark): Planned {
  const next = { ...ticket, seq: ticket.seq + 1, lastAt: planning.at };
  const evidence = { sink: ticket.sink, key: ticket.key, changes: [about], heldMs: 0 };
  return {
    ticket: next,
    steps: [stepOf(planning, { op: 'update', ticket: next, sink, into: null, evidence, ...said })],
  };
}

/** The resolve did not take: said again, which harms no ticket that is resolved already. */
export function planResolveAgain(planning: Planning, sink: PlannedSink, ticket: PlannedTicket): Planned {
  return planOn(planning, sink, ticket, { op: 'resolve' });
}

function waitingWith(ticket: PlannedTicket, changes: readonly MaterialChange[], at: number): PlannedTicket {
  return { ...ticket, waitingSince: ticket.waitingSince ?? at, waiting: [...changes] };
}

function withoutWaiting(ticket: PlannedTicket): PlannedTicket {
  return ticket.waitingSince === null ? ticket : { ...ticket, waitingSince: null, waiting: [] };
}

/** What one change, or one timer, asks of the ticket in one sink; null where there is and will be none. */
export function planTicket(planning: Planning, sink: PlannedSink, unit: string): Planned | null {
  const { row, incident, at } = planning;
  const ticket = row.tickets.find((known) => known.sink === sink.name && known.unit === unit);
  const plan = planChange(ticket, incident, { now: at, policy: planning.policy.ticketing });
  if (ticket === undefined) {
    if (plan.op !== 'open') return null;
    const older = incident.continues ?? incident.splitFrom?.incident ?? null;
    const into = older === null ? null : planning.keyOf(older, sink.name, unit);
    return planOpening(planning, { sink, unit, generation: 1, why: 'incident-opened', into });
  }
  if (plan.op === 'none') return { ticket: withoutWaiting(ticket), steps: [] };
  if (plan.op === 'wait') return { ticket: waitingWith(ticket, plan.changes, at), steps: [] };
  return planOn(planning, sink, ticket, plan);
}
