// The planning stage: incident changes, looks at tickets and ticks in, what each ticketing system is to be told out.
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row, RowChange } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { ticketClosedForGoodKind, TicketSighting, ticketSightingKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { trackRecovery } from '../compose/recovery.ts';
import { admit } from './admission.ts';
import { CreateLimit } from './create-limit.ts';
import { OverflowTickets } from './overflow-ticket.ts';
import type { Moment } from './plan-change.ts';
import { incidentUnit, ticketKey } from './planned-incident.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { PlannedIncidents } from './planned-incidents.ts';
import { plannedRecord } from './planned-record.ts';
import { readSighting } from './read-sighting.ts';
import type { Reading } from './read-sighting.ts';
import { heldBackRecord, noteRecord, wishRecords } from './sighting-records.ts';
import { planOpening, planRemark, planResolveAgain, planTicket } from './ticket-planner.ts';
import type { Planned, Planning } from './ticket-planner.ts';

export interface PlanningOptions {
  readonly sinks: readonly PlannedSink[];
  readonly policy: Policy;
}

/** Tickets that vanish again and again are not made anew for ever. */
const generationsAtMost = 5;

export function createPlanningStage(options: PlanningOptions): Stage {
  return new PlanningStage(options);
}

class PlanningStage implements Stage {
  readonly name = 'planning';
  readonly writeOnly = false;
  readonly #sinks: readonly PlannedSink[];
  readonly #incidents = new PlannedIncidents();
  readonly #clock = new Table<{ now: number }>('clock');
  readonly #limit = new CreateLimit();
  readonly #overflow = new OverflowTickets();
  #policy: Policy;
  #now = 0;
  #out: Outgoing[] = [];

  constructor({ sinks, policy }: PlanningOptions) {
    this.#sinks = sinks;
    this.#policy = policy;
  }

  restore(rows: Iterable<Row>): void {
    for (const row of rows) {
      if (row.table === this.#clock.name) this.#clock.restore(row.key, row.json);
      this.#incidents.restore(row);
      this.#limit.restore(row);
      this.#overflow.restore(row);
    }
    this.#now = this.#clock.get('now')?.now ?? this.#now;
    this.#incidents.begin(this.#moment());
  }

  apply({ record, control }: StageInput): void {
    this.#now = Math.max(this.#now, record.receivedAt);
    if (control?.kind === 'policy') this.#policy = control.body;
    if (record.kind === incidentChangeKind) this.#takeChange(record);
    if (record.kind === ticketClosedForGoodKind) this.#takeClosed(record);
    if (record.kind === ticketSightingKind) this.#takeSighting(record);
    for (const id of this.#incidents.dueBy(this.#now)) this.#planKnown(id, record);
    for (const sink of this.#sinks) this.#tellOverflow(sink, record);
  }

  take(): { rows: RowChange[]; out: Outgoing[] } {
    const out = this.#out;
    this.#out = [];
    if (this.#clock.get('now')?.now !== this.#now) this.#clock.put('now', { now: this.#now });
    const rows = [...this.#clock.take(), ...this.#incidents.take()];
    return { rows: [...rows, ...this.#limit.take(), ...this.#overflow.take()], out };
  }

  nextDueAt(): number | null {
    const overflow = this.#sinks.flatMap(({ name }) => [
      this.#limit.nextFreeAt(name, this.#policy.ticketing.createsPerHour) ?? Infinity,
      this.#overflow.nextDueAt(name, this.#limit.held(name)) ?? Infinity,
    ]);
    const next = Math.min(this.#incidents.nextDueAt(), ...overflow);
    return next === Infinity ? null : next;
  }

  #moment(): Moment {
    return { now: this.#now, policy: this.#policy.ticketing };
  }

  #takeChange(record: StoredRecord): void {
    const { incident } = record.body as IncidentChange;
    const row = this.#incidents.meet(incident);
    const recovery = trackRecovery(row.recovery, incident, this.#now);
    const endedAt = incident.state === 'open' ? null : (row.endedAt ?? this.#now);
    this.#plan({ ...row, recovery, endedAt }, incident, record);
  }

  #planKnown(id: string, record: StoredRecord): void {
    const known = this.#incidents.known(id);
    if (known !== null) this.#plan(known.row, known.incident, record);
  }

  #plan(row: PlannedIncident, incident: Incident, record: StoredRecord): void {
    const planning = this.#planning(row, incident);
    const open = this.#sinks.filter((sink) => this.#mayPlan(sink.name, planning, record));
    const planned = open.map((sink) => planTicket(planning, sink)).filter((each) => each !== null);
    const told = new Set(planned.map(({ ticket }) => ticket.sink));
    const tickets = [...planned.map(({ ticket }) => ticket), ...row.tickets.filter(({ sink }) => !told.has(sink))];
    this.#keep({ ...row, tickets });
    for (const { steps } of planned) this.#emit(steps, record);
  }

  #mayPlan(sink: string, { row, incident }: Planning, record: StoredRecord): boolean {
    const admission = admit(this.#limit, { row, incident, sink }, this.#moment());
    if (admission === 'held') {
      const evidence = { sink, perHour: this.#policy.ticketing.createsPerHour };
      this.#out.push(heldBackRecord({ record, incident: incident.id, sink, at: this.#now }, evidence));
    }
    return admission === 'admitted';
  }

  /** Who waited and finds room gets a ticket; the one that stands for the rest says who is left. */
  #tellOverflow(sink: PlannedSink, record: StoredRecord): void {
    const { createsPerHour: perHour } = this.#policy.ticketing;
    const freeAt = this.#limit.nextFreeAt(sink.name, perHour);
    if (freeAt !== null && freeAt <= this.#now)
      for (const id of this.#limit.held(sink.name)) this.#planKnown(id, record);
    const held = this.#limit.held(sink.name).map((id) => this.#incidents.header(id));
    const incidents = held.filter((incident) => incident !== undefined);
    const tenant = record.tenant || (incidents[0]?.tenant ?? '');
    const { timezone } = this.#policy;
    const step = this.#overflow.plan(sink, incidents, { tenant, now: this.#now, perHour, timezone });
    if (step !== null) this.#emit([step], record);
  }

  #planning(row: PlannedIncident, incident: Incident): Planning {
    const keyOf = (other: string, sink: string): string | null => this.#keyOf(other, sink, row.tenant);
    return { row, incident, policy: this.#policy, at: this.#now, keyOf };
  }

  /** A survivor whose own record is still to come gets the key that its first ticket will have. */
  #keyOf(incident: string, sink: string, tenant: string): string {
    const ticket = this.#incidents.row(incident)?.tickets.find((known) => known.sink === sink);
    return ticket?.key ?? ticketKey({ tenant, incident, sink, unit: incidentUnit, generation: 1 });
  }

  #takeClosed(record: StoredRecord): void {
    const { operation } = record.body as TicketStep;
    const known = this.#incidents.known(operation.incident);
    const sink = this.#sinks.find(({ name }) => name === operation.sink);
    const ticket = known?.row.tickets.find(({ key }) => key === operation.key);
    if (known?.incident.state !== 'open' || sink === undefined || ticket === undefined) return;
    if (ticket.state === 'gone' || ticket.generation >= generationsAtMost) return;
    const { row, incident } = known;
    const opening = { sink, generation: ticket.generation + 1, why: 'closed-for-good', into: ticket.key } as const;
    const planned = planOpening(this.#planning(row, incident), opening);
    this.#keep(withTicket(row, ticket, planned.ticket));
    this.#emit(planned.steps, record);
  }

  /** A key that is not that of a living ticket's present generation says nothing: late looks are common. */
  #takeSighting(record: StoredRecord): void {
    const parsed = TicketSighting.safeParse(record.body);
    if (!parsed.success) return;
    const sighting = parsed.data;
    const known = this.#incidents.known(sighting.incident);
    const ticket = known?.row.tickets.find(({ key }) => key === sighting.key);
    if (known === null || ticket === undefined) return;
    const { row, incident } = known;
    const reading = readSighting({ ticket, incident, sighting, ...this.#moment() });
    const place = { record, sighting, at: this.#now };
    const note = noteRecord(reading, place);
    this.#out.push(...wishRecords(reading, place), ...(note === null ? [] : [note]));
    const told = this.#tellHand(reading, this.#planning(row, incident));
    this.#keep(withTicket(row, ticket, told?.ticket ?? reading.ticket));
    this.#emit(told?.steps ?? [], record);
  }

  #tellHand({ tell, ticket }: Reading, planning: Planning): Planned | null {
    const sink = this.#sinks.find(({ name }) => name === ticket.sink);
    if (sink === undefined || tell === 'nothing') return null;
    return tell === 'resolve-again'
      ? planResolveAgain(planning, sink, ticket)
      : planRemark(planning, { sink, ticket, occasion: tell });
  }

  #keep(row: PlannedIncident): void {
    const isHeld = this.#sinks.some(({ name }) => this.#limit.isHeld(name, row.incident));
    if (row.tickets.length === 0 && !isHeld) this.#incidents.drop(row.incident);
    else this.#incidents.keep(row, this.#moment());
  }

  #emit(steps: readonly TicketStep[], record: StoredRecord): void {
    for (const step of steps) {
      const tenant = record.tenant || (this.#incidents.row(step.operation.incident)?.tenant ?? '');
      this.#out.push(plannedRecord(step, { because: record.id, tenant, at: this.#now }));
    }
  }
}

function withTicket(row: PlannedIncident, before: PlannedTicket, after: PlannedTicket): PlannedIncident {
  return { ...row, tickets: row.tickets.map((ticket) => (ticket === before ? after : ticket)) };
}
