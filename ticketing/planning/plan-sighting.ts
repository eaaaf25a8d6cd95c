// Plans what a look at a ticket leads to: wishes of people, notes on what became of it, and what the ticket is told back. Pure.
import type { Outgoing } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { TicketSighting, TicketStep } from '../../domain/ticket.ts';
import { withTicket } from './planned-incident.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { readSighting } from './read-sighting.ts';
import type { Reading } from './read-sighting.ts';
import { noteRecord, wishRecords } from './sighting-records.ts';
import { planRemark, planResolveAgain } from './ticket-planner.ts';
import type { Planned, Planning } from './ticket-planner.ts';
import { viewOf } from './ticket-units.ts';

export interface SeenTicket {
  readonly record: StoredRecord;
  readonly sighting: TicketSighting;
  readonly ticket: PlannedTicket;
}

export interface SightingPlan {
  readonly row: PlannedIncident;
  readonly out: readonly Outgoing[];
  readonly steps: readonly TicketStep[];
  /** A person wants updates again: what was not told meanwhile is due. */
  readonly resumes: boolean;
}

export function planSighting(whole: Planning, sinks: readonly PlannedSink[], seen: SeenTicket): SightingPlan {
  const { record, sighting, ticket } = seen;
  const { at, policy, row } = whole;
  const { incident } = viewOf(whole.incident, ticket.unit, { now: at, policy });
  const planning = { ...whole, incident };
  const reading = readSighting({ ticket, incident, sighting, policy: policy.ticketing, now: at });
  const place = { record, sighting, at };
  const note = noteRecord(reading, place);
  const told = tellHand(reading, sinks, planning);
  return {
    row: withTicket(row, ticket, told?.ticket ?? reading.ticket),
    out: [...wishRecords(reading, place), ...(note === null ? [] : [note])],
    steps: told?.steps ?? [],
    resumes: reading.findings.some(({ reason }) => reason === 'ticket-updates-resumed'),
  };
}

function tellHand({ tell, ticket }: Reading, sinks: readonly PlannedSink[], planning: Planning): Planned | null {
  const sink = sinks.find(({ name }) => name === ticket.sink);
  if (sink === undefined || tell === 'nothing') return null;
  return tell === 'resolve-again'
    ? planResolveAgain(planning, sink, ticket)
    : planRemark(planning, { sink, ticket, about: tell, said: { occasion: tell } });
}
