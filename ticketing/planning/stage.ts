// The planning stage: incident changes, looks at tickets and ticks in, what each ticketing system is to be told out.
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import { hexId } from '../../domain/identity.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { ticketPlannedKind, TicketSighting, ticketSightingKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { noRecovery, trackRecovery } from '../compose/recovery.ts';
import { incidentUnit, ticketKey } from './planned-incident.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { closedDueAt, updateEveryMs } from './plan-change.ts';
import { readSighting } from './read-sighting.ts';
import type { Reading } from './read-sighting.ts';
import { CreateLimit } from './create-limit.ts';
import { OverflowTickets } from './overflow-ticket.ts';
import { routeIncident } from './route-incident.ts';
import { heldBackRecord, noteRecord, wishRecords } from './sighting-records.ts';
import { planOpening, planRemark, planResolveAgain, planTicket } from './ticket-planner.ts';
import type { Planned, Planning } from './ticket-planner.ts';

/**
 * Body: the TicketStep that could not be carried out because its ticket is closed beyond reopening, or gone. Written by
 * delivery on `incidents`; planning answers with the next generation.
 */
export const ticketClosedForGoodKind = 'ticket-closed-for-good';

export interface PlanningOptions {
  readonly sinks: readonly PlannedSink[];
  readonly policy: Policy;
}

/** Ended incidents are remembered this long: reopening takes 30 min, continuing an older one may take days. */
const rememberMs = 7 * 86_400_000;

/** Tickets that vanish again and again are not made anew for ever. */
const generationsAtMost = 5;

export function createPlanningStage(options: PlanningOptions): Stage {
  return new PlanningStage(options);
}

class PlanningStage implements Stage {
  readonly name = 'planning';
  readonly writeOnly = false;
  readonly #sinks: readonly PlannedSink[];
  readonly #incidents = new Table<PlannedIncident>('incident');
  /** The newest header of incidents with a ticket: what a waiting update, or a new generation, will tell. */
  readonly #headers = new Table<Incident>('header');
  readonly #clock = new Table<{ now: number }>('clock');
  /** Incidents with a waiting update, by when it is due. */
  readonly #due = new Map<string, number>();
  /** Ended incidents by when they ended, oldest first. */
  readonly #ended = new Map<string, number>();
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
    const tables = new Map([this.#incidents, this.#headers, this.#clock].map((table) => [table.name, table]));
    for (const row of rows) {
      tables.get(row.table)?.restore(row.key, row.json);
      this.#limit.restore(row);
      this.#overflow.restore(row);
    }
    this.#now = this.#clock.get('now')?.now ?? this.#now;
    const byEnd = [...this.#incidents.values()].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    for (const row of byEnd) {
      this.#schedule(row);
      this.#noteEnd(row);
    }
  }

  apply({ record, control }: StageInput): void {
    this.#now = Math.max(this.#now, record.receivedAt);
    if (control?.kind === 'policy') this.#policy = control.body;
    if (record.kind === incidentChangeKind) this.#takeChange(record);
    if (record.kind === ticketClosedForGoodKind) this.#takeClosed(record);
    if (record.kind === ticketSightingKind) this.#takeSighting(record);
    this.#tellWaiting(record);
    this.#tellOverflow(record);
  }

  take(): { rows: ReturnType<Table<unknown>['take']>; out: Outgoing[] } {
    const out = this.#out;
    this.#out = [];
    if (this.#clock.get('now')?.now !== this.#now) this.#clock.put('now', { now: this.#now });
    const rows = [...this.#clock.take(), ...this.#headers.take(), ...this.#incidents.take()];
    return { rows: [...rows, ...this.#limit.take(), ...this.#overflow.take()], out };
  }

  nextDueAt(): number | null {
    const overflow = this.#sinks.flatMap(({ name }) => [
      this.#limit.nextFreeAt(name, this.#policy.ticketing.createsPerHour) ?? Infinity,
      this.#overflow.nextDueAt(name, this.#limit.held(name)) ?? Infinity,
    ]);
    const next = Math.min(...this.#due.values(), ...overflow);
    return next === Infinity ? null : next;
  }

  #takeChange(record: StoredRecord): void {
    const { incident } = record.body as IncidentChange;
    const known = this.#incidents.get(incident.id);
    const row = known ?? {
      incident: incident.id,
      tenant: incident.tenant,
      tickets: [],
      recovery: noRecovery,
      endedAt: null,
    };
    const recovery = trackRecovery(row.recovery, incident, this.#now);
    this.#headers.put(incident.id, incident);
    this.#plan(
      { ...row, recovery, endedAt: incident.state === 'open' ? null : (row.endedAt ?? this.#now) },
      incident,
      record,
    );
  }

  #plan(row: PlannedIncident, incident: Incident, record: StoredRecord): void {
    const planning = this.#planning(row, incident);
    const open = this.#sinks.filter((sink) => this.#mayPlan(sink.name, planning, record));
    const planned = open.map((sink) => planTicket(planning, sink)).filter((each) => each !== null);
    const told = new Set(planned.map(({ ticket }) => ticket.sink));
    const tickets = [...planned.map(({ ticket }) => ticket), ...row.tickets.filter(({ sink }) => !told.has(sink))];
    this.#keep({ ...row, tickets });
    this.#emit(planned, record);
  }

  /** Who has a ticket keeps it; a new one needs a route to the sink, and room there. */
  #mayPlan(sink: string, { row, incident }: Planning, record: StoredRecord): boolean {
    if (row.tickets.some((ticket) => ticket.sink === sink)) return true;
    const wasHeld = this.#limit.isHeld(sink, incident.id);
    if (incident.state !== 'open') {
      this.#limit.release(sink, incident.id);
      return incident.state === 'resolved' && !wasHeld && this.#isRouted(sink, incident);
    }
    if (!wasHeld && !this.#isRouted(sink, incident)) return false;
    const perHour = this.#policy.ticketing.createsPerHour;
    if (this.#limit.admit(sink, incident, { now: this.#now, perHour })) return true;
    if (!wasHeld) this.#noteHeldBack(sink, incident, record);
    return false;
  }

  #isRouted(sink: string, incident: Incident): boolean {
    const { sinks } = routeIncident(incident, this.#policy.ticketing.routes);
    return sinks === null || sinks.includes(sink);
  }

  #noteHeldBack(sink: string, incident: Incident, record: StoredRecord): void {
    const evidence = { sink, perHour: this.#policy.ticketing.createsPerHour };
    const place = { record, incident: incident.id, sink, at: this.#now };
    this.#out.push(heldBackRecord(place, evidence));
  }

  /** Who waited and finds room gets a ticket; the one that stands for the rest says who is left. */
  #tellOverflow(record: StoredRecord): void {
    const { createsPerHour: perHour } = this.#policy.ticketing;
    for (const sink of this.#sinks) {
      const freeAt = this.#limit.nextFreeAt(sink.name, perHour);
      if (freeAt !== null && freeAt <= this.#now) this.#tryHeld(sink.name, record);
      const held = this.#limit.held(sink.name).map((id) => this.#headers.get(id));
      const incidents = held.filter((incident) => incident !== undefined);
      const tenant = record.tenant || (incidents[0]?.tenant ?? '');
      const { timezone } = this.#policy;
      const step = this.#overflow.plan(sink, incidents, { tenant, now: this.#now, perHour, timezone });
      if (step !== null) this.#emitSteps([step], record);
    }
  }

  #tryHeld(sink: string, record: StoredRecord): void {
    for (const id of this.#limit.held(sink)) {
      const [row, incident] = [this.#incidents.get(id), this.#headers.get(id)];
      if (row !== undefined && incident !== undefined) this.#plan(row, incident, record);
    }
  }

  #planning(row: PlannedIncident, incident: Incident): Planning {
    const keyOf = (other: string, sink: string): string | null => this.#keyOf(other, sink, row.tenant);
    return { row, incident, policy: this.#policy, at: this.#now, keyOf };
  }

  /** A survivor whose own record is still to come gets the key that its first ticket will have. */
  #keyOf(incident: string, sink: string, tenant: string): string {
    const ticket = this.#incidents.get(incident)?.tickets.find((known) => known.sink === sink);
    return ticket?.key ?? ticketKey({ tenant, incident, sink, unit: incidentUnit, generation: 1 });
  }

  #takeClosed(record: StoredRecord): void {
    const { operation } = record.body as TicketStep;
    const row = this.#incidents.get(operation.incident);
    const incident = this.#headers.get(operation.incident);
    const sink = this.#sinks.find(({ name }) => name === operation.sink);
    const ticket = row?.tickets.find(({ key }) => key === operation.key);
    if (row === undefined || incident?.state !== 'open' || sink === undefined || ticket === undefined) return;
    if (ticket.state === 'gone' || ticket.generation >= generationsAtMost) return;
    const opening = { sink, generation: ticket.generation + 1, why: 'closed-for-good', into: ticket.key } as const;
    const planned = planOpening(this.#planning(row, incident), opening);
    this.#keep({
      ...row,
      tickets: row.tickets.map((other): PlannedTicket => (other === ticket ? planned.ticket : other)),
    });
    this.#emit([planned], record);
  }

  /** A key that is not that of a living ticket's present generation says nothing: late looks are common. */
  #takeSighting(record: StoredRecord): void {
    const parsed = TicketSighting.safeParse(record.body);
    if (!parsed.success) return;
    const sighting = parsed.data;
    const [row, incident] = [this.#incidents.get(sighting.incident), this.#headers.get(sighting.incident)];
    const ticket = row?.tickets.find(({ key }) => key === sighting.key);
    if (row === undefined || incident === undefined || ticket === undefined) return;
    const policy = this.#policy.ticketing;
    const reading = readSighting({ ticket, incident, sighting, policy, now: this.#now });
    const place = { record, sighting, at: this.#now };
    const note = noteRecord(reading, place);
    this.#out.push(...wishRecords(reading, place), ...(note === null ? [] : [note]));
    const told = this.#tellHand(reading, this.#planning(row, incident));
    const now = told?.ticket ?? reading.ticket;
    this.#keep({ ...row, tickets: row.tickets.map((other) => (other === ticket ? now : other)) });
    if (told !== null) this.#emit([told], record);
  }

  #tellHand({ tell, ticket }: Reading, planning: Planning): Planned | null {
    const sink = this.#sinks.find(({ name }) => name === ticket.sink);
    if (sink === undefined || tell === 'nothing') return null;
    return tell === 'resolve-again'
      ? planResolveAgain(planning, sink, ticket)
      : planRemark(planning, { sink, ticket, occasion: tell });
  }

  #tellWaiting(record: StoredRecord): void {
    const due = [...this.#due].filter(([, at]) => at <= this.#now).map(([id]) => id);
    for (const id of due.sort()) {
      const [row, incident] = [this.#incidents.get(id), this.#headers.get(id)];
      if (row !== undefined && incident !== undefined) this.#plan(row, incident, record);
    }
  }

  #keep(row: PlannedIncident): void {
    if (row.tickets.length === 0 && !this.#isHeldAnywhere(row.incident)) {
      this.#headers.delete(row.incident);
      return;
    }
    this.#incidents.put(row.incident, row);
    this.#schedule(row);
    this.#noteEnd(row);
    this.#forget();
  }

  #isHeldAnywhere(incident: string): boolean {
    return this.#sinks.some(({ name }) => this.#limit.isHeld(name, incident));
  }

  #schedule(row: PlannedIncident): void {
    const waiting = row.tickets.filter(({ waitingSince }) => waitingSince !== null);
    const told = waiting.map(({ lastAt }) => lastAt + updateEveryMs);
    const closed = row.tickets.map((ticket) => closedDueAt(ticket, this.#policy.ticketing)).filter((at) => at !== null);
    // What a look at the clock did not change is left until something else happens.
    const due = [...told, ...closed.filter((at) => at > this.#now)];
    if (due.length === 0) this.#due.delete(row.incident);
    else this.#due.set(row.incident, Math.min(...due));
  }

  #forget(): void {
    for (const [id, endedAt] of this.#ended) {
      if (this.#now - endedAt < rememberMs) return;
      this.#ended.delete(id);
      this.#incidents.delete(id);
      this.#headers.delete(id);
    }
  }

  #noteEnd({ incident, endedAt }: PlannedIncident): void {
    if (endedAt === null) this.#ended.delete(incident);
    else if (!this.#ended.has(incident)) this.#ended.set(incident, endedAt);
  }

  #emit(planned: readonly Planned[], record: StoredRecord): void {
    this.#emitSteps(
      planned.flatMap(({ steps }) => steps),
      record,
    );
  }

  #emitSteps(steps: readonly TicketStep[], record: StoredRecord): void {
    for (const step of steps) {
      const { operation } = step;
      const id = hexId('ticket-planned', record.id, operation.id);
      const time = { occurredAt: this.#now, receivedAt: this.#now };
      this.#out.push({
        stream: 'tickets',
        record: {
          v: 1,
          id,
          tenant: record.tenant || this.#tenantOf(operation.incident),
          key: operation.incident,
          kind: ticketPlannedKind,
          ...time,
          body: step,
        },
      });
    }
  }

  #tenantOf(incident: string): string {
    return this.#incidents.get(incident)?.tenant ?? '';
  }
}
