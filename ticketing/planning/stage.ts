// The planning stage: incident changes, looks at tickets and ticks in, what each ticketing system is to be told out.
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import { PostMortemWritten, postMortemWrittenKind } from '../../domain/incident-life.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row, RowChange } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import {
  ticketClosedForGoodKind,
  TicketSighting,
  ticketSightingKind,
  UserTicket,
  userTicketKind,
} from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { problemWishKind } from '../../domain/problem.ts';
import type { Background } from '../compose/background-part.ts';
import { trackRecovery } from '../compose/recovery.ts';
import { LifeBook } from '../life/life-book.ts';
import type { LifeMoment, LifeTurn } from '../life/turn-life.ts';
import { ProblemDesk } from '../problems/problem-desk.ts';
import type { ProblemNews, ProblemPlace } from '../problems/problem-desk.ts';
import { incidentOfCreation } from './admission.ts';
import { CreateLimit } from './create-limit.ts';
import { OverflowTickets } from './overflow-ticket.ts';
import type { Moment } from './plan-change.ts';
import { lifeRecord } from './life-record.ts';
import { planIncident } from './plan-incident.ts';
import { planLifeNote } from './plan-life-note.ts';
import { planProblemNote } from './plan-problem-note.ts';
import { planSighting } from './plan-sighting.ts';
import { handOn, ticketKey, withTicket } from './planned-incident.ts';
import type { PlannedIncident, PlannedSink, PlannedTicket } from './planned-incident.ts';
import { PlannedIncidents } from './planned-incidents.ts';
import { plannedRecord } from './planned-record.ts';
import { heldBackRecord } from './sighting-records.ts';
import { planOpening } from './ticket-planner.ts';
import type { Planning } from './ticket-planner.ts';
import { viewOf } from './ticket-units.ts';
import { countsCrowds, reportRecord } from './report-record.ts';
import { UserTickets } from './user-tickets.ts';

export interface PlanningOptions {
  readonly sinks: readonly PlannedSink[];
  readonly policy: Policy;
}

/** Tickets that vanish again and again are not made anew for ever. */
const generationsAtMost = 5;

export function createPlanningStage(options: PlanningOptions): Stage {
  return new PlanningStage(options);
}

interface Book {
  restore(row: Row): void;
  take(): readonly RowChange[];
}

class PlanningStage implements Stage {
  readonly name = 'planning';
  readonly writeOnly = false;
  readonly #sinks: readonly PlannedSink[];
  readonly #incidents = new PlannedIncidents();
  readonly #clock = new Table<{ now: number }>('clock');
  readonly #limit = new CreateLimit();
  readonly #overflow = new OverflowTickets();
  readonly #lives = new LifeBook();
  readonly #userTickets = new UserTickets();
  readonly #problems: ProblemDesk;
  /** All that keeps rows, in the order in which rows are given out. */
  readonly #books: readonly Book[];
  #policy: Policy;
  #now = 0;
  #out: Outgoing[] = [];

  constructor({ sinks, policy }: PlanningOptions) {
    this.#sinks = sinks;
    this.#problems = new ProblemDesk(sinks);
    const tickets = [this.#incidents, this.#limit, this.#overflow];
    this.#books = [...tickets, this.#lives, this.#userTickets, this.#problems];
    this.#policy = policy;
  }

  restore(rows: Iterable<Row>): void {
    for (const row of rows) {
      if (row.table === this.#clock.name) this.#clock.restore(row.key, row.json);
      for (const book of this.#books) book.restore(row);
    }
    this.#now = this.#clock.get('now')?.now ?? this.#now;
    this.#incidents.begin(this.#moment());
    this.#lives.begin(this.#lifeMoment(null));
    this.#problems.begin({ now: this.#now, policy: this.#policy });
  }

  apply({ record, control }: StageInput): void {
    this.#now = Math.max(this.#now, record.receivedAt);
    if (control?.kind === 'policy') this.#policy = control.body;
    if (record.kind === incidentChangeKind) this.#takeChange(record);
    if (record.kind === ticketClosedForGoodKind) this.#takeClosed(record);
    if (record.kind === ticketSightingKind) this.#takeSighting(record);
    if (record.kind === userTicketKind) this.#takeUserTicket(record);
    if (record.kind === postMortemWrittenKind) this.#takePostMortem(record);
    if (record.kind === problemWishKind) this.#tellProblems(this.#problems.hear(this.#problemPlace(record)), record);
    for (const news of this.#problems.turnDue(this.#problemPlace(record))) this.#tellProblems(news, record);
    for (const id of this.#incidents.takeDue(this.#now)) this.#planKnown(id, record);
    for (const turn of this.#lives.turnDue(this.#lifeMoment(null))) this.#tellLife(turn, record);
    for (const sink of this.#sinks) this.#tellOverflow(sink, record);
  }

  take(): { rows: RowChange[]; out: Outgoing[] } {
    const out = this.#out;
    this.#out = [];
    if (this.#clock.get('now')?.now !== this.#now) this.#clock.put('now', { now: this.#now });
    return { rows: [...this.#clock.take(), ...this.#books.flatMap((book) => book.take())], out };
  }

  nextDueAt(): number | null {
    const overflow = this.#sinks.flatMap(({ name }) => [
      this.#limit.nextFreeAt(name, this.#policy.ticketing.createsPerHour) ?? Infinity,
      this.#overflow.nextDueAt(name, this.#limit.held(name)) ?? Infinity,
    ]);
    const own = [this.#incidents.nextDueAt(), this.#lives.nextDueAt(), this.#problems.nextDueAt()];
    const next = Math.min(...own.map((at) => at ?? Infinity), ...overflow);
    return next === Infinity ? null : next;
  }

  #moment(): Moment {
    return { now: this.#now, policy: this.#policy.ticketing };
  }

  #takeChange(record: StoredRecord): void {
    const { incident } = record.body as IncidentChange;
    const news = this.#problems.meet(incident, this.#problemPlace(record));
    const row = this.#incidents.meet(incident);
    const recovery = trackRecovery(row.recovery, incident, this.#now);
    const endedAt = incident.state === 'open' ? null : (row.endedAt ?? this.#now);
    this.#plan({ ...row, recovery, endedAt }, incident, record);
    this.#tellProblems(news, record);
    this.#tellLife(this.#lives.meet(incident, this.#lifeMoment(null)), record);
  }

  #planKnown(id: string, record: StoredRecord): void {
    const known = this.#incidents.known(id);
    if (known !== null) this.#plan(known.row, known.incident, record);
  }

  #plan(row: PlannedIncident, incident: Incident, record: StoredRecord): void {
    const plan = planIncident(this.#planning(row, incident), this.#sinks, this.#limit);
    const evidence = { perHour: this.#policy.ticketing.createsPerHour };
    for (const sink of plan.heldIn)
      this.#out.push(heldBackRecord({ record, incident: incident.id, sink, at: this.#now }, { sink, ...evidence }));
    this.#keep(plan.row);
    this.#emit(plan.steps, record);
  }

  /** Told on the incident; to the technicians of each system only where time runs out. */
  #tellLife({ row: { facts }, life, notes }: LifeTurn, record: StoredRecord): void {
    const { id, tenant } = facts;
    if (life !== null) this.#out.push(lifeRecord(life, { because: record.id, tenant, at: this.#now }));
    for (const note of notes) {
      const known = this.#incidents.known(id);
      if (known === null) continue;
      const plan = planLifeNote(this.#planning(known.row, known.incident), this.#sinks, note);
      if (plan.steps.length > 0) this.#keep(plan.row);
      this.#emit(plan.steps, record);
    }
  }

  /** Who waited and finds room gets a ticket; the one that stands for the rest says who is left. */
  #tellOverflow(sink: PlannedSink, record: StoredRecord): void {
    const { createsPerHour: perHour } = this.#policy.ticketing;
    const freeAt = this.#limit.nextFreeAt(sink.name, perHour);
    if (freeAt !== null && freeAt <= this.#now) for (const id of this.#heldIn(sink.name)) this.#planKnown(id, record);
    const held = this.#heldIn(sink.name).map((id) => this.#incidents.header(id));
    const incidents = held.filter((incident) => incident !== undefined);
    const tenant = record.tenant || (incidents[0]?.tenant ?? '');
    const { timezone } = this.#policy;
    const step = this.#overflow.plan(sink, incidents, { tenant, now: this.#now, perHour, timezone });
    if (step !== null) this.#emit([step], record);
  }

  /** Incidents of which something waits for room, in the order of their coming. */
  #heldIn(sink: string): readonly string[] {
    return [...new Set(this.#limit.held(sink).map(incidentOfCreation))];
  }

  #problemPlace(record: StoredRecord): ProblemPlace {
    const keyOf = (incident: string, sink: string): string | null =>
      this.#incidents.row(incident)?.tickets.find((ticket) => ticket.sink === sink && ticket.state !== 'gone')?.key ??
      null;
    return { record, now: this.#now, policy: this.#policy, header: (id) => this.#incidents.header(id), keyOf };
  }

  #tellProblems({ out, tell }: ProblemNews, record: StoredRecord): void {
    this.#out.push(...out);
    for (const id of tell) {
      const known = this.#incidents.known(id);
      if (known === null) continue;
      const recurred = this.#problems.recurred(known.incident, { now: this.#now, policy: this.#policy });
      if (recurred === null) continue;
      const plan = planProblemNote(this.#planning(known.row, known.incident), this.#sinks, recurred);
      if (plan.steps.length > 0) this.#keep(plan.row);
      this.#emit(plan.steps, record);
    }
  }

  #lifeMoment(sighting: TicketSighting | null): LifeMoment {
    return { now: this.#now, policy: this.#policy, sighting };
  }

  #planning(row: PlannedIncident, incident: Incident): Planning {
    const keyOf: Planning['keyOf'] = (other, sink, unit) => this.#keyOf(other, { sink, unit }, row.tenant);
    const moment = { now: this.#now, policy: this.#policy };
    const background = (told: Incident): Background => this.#problems.background(told, moment);
    return { row, incident, policy: this.#policy, at: this.#now, keyOf, background };
  }

  /** The same part's ticket, else any; a survivor whose own record is still to come gets the key it will have. */
  #keyOf(incident: string, { sink, unit }: Pick<PlannedTicket, 'sink' | 'unit'>, tenant: string): string {
    const known = this.#incidents.row(incident)?.tickets.filter((ticket) => ticket.sink === sink) ?? [];
    const ticket = known.find((each) => each.unit === unit) ?? known[0];
    return ticket?.key ?? ticketKey({ tenant, incident, sink, unit, generation: 1 });
  }

  #takeClosed(record: StoredRecord): void {
    const { operation } = record.body as TicketStep;
    this.#tellProblems(this.#problems.takeClosed(operation, this.#problemPlace(record)), record);
    const known = this.#incidents.known(operation.incident);
    const sink = this.#sinks.find(({ name }) => name === operation.sink);
    const ticket = known?.row.tickets.find(({ key }) => key === operation.key);
    if (known?.incident.state !== 'open' || sink === undefined || ticket === undefined) return;
    if (ticket.state === 'gone' || ticket.generation >= generationsAtMost) return;
    const { row } = known;
    const { incident } = viewOf(known.incident, ticket.unit, { now: this.#now, policy: this.#policy });
    if (incident.state !== 'open') return;
    const { unit, generation, key: into } = ticket;
    const opening = { sink, unit, generation: generation + 1, why: 'closed-for-good', into } as const;
    const planned = planOpening(this.#planning(row, incident), opening);
    this.#keep(withTicket(row, ticket, planned.ticket));
    this.#emit(planned.steps, record);
  }

  /** A key that is not that of a living ticket's present generation says nothing: late looks are common. */
  #takeSighting(record: StoredRecord): void {
    const parsed = TicketSighting.safeParse(record.body);
    if (!parsed.success) return;
    const sighting = parsed.data;
    this.#tellProblems(this.#problems.see(sighting, this.#problemPlace(record)), record);
    const known = this.#incidents.known(sighting.incident);
    const ticket = known?.row.tickets.find(({ key }) => key === sighting.key);
    if (known === null || ticket === undefined) return;
    const planning = this.#planning(known.row, known.incident);
    const { row, out, steps, resumes } = planSighting(planning, this.#sinks, { record, sighting, ticket });
    this.#out.push(...out);
    this.#keep(row);
    this.#emit(steps, record);
    if (resumes) this.#planKnown(row.incident, record);
    const isWaiting = row.tickets.some((each) => handOn(each).standing === 'pending');
    const turn = this.#lives.see(row.incident, isWaiting, this.#lifeMoment(sighting));
    if (turn !== null) this.#tellLife(turn, record);
  }

  #takeUserTicket(record: StoredRecord): void {
    const ticket = UserTicket.safeParse(record.body).data;
    const sink = this.#sinks.find(({ name }) => name === ticket?.sink);
    if (ticket === undefined || sink === undefined) return;
    const keyOf = (incident: string, name: string): string | null =>
      this.#incidents.row(incident)?.tickets.find((known) => known.sink === name)?.key ?? null;
    const { tenant } = record;
    const moment = { now: this.#now, policy: this.#policy, tenant, open: this.#incidents.open(), keyOf };
    const step = this.#userTickets.plan(ticket, sink, moment);
    if (step === null) return;
    this.#emit([step], record);
    const { incident } = step.operation;
    if (countsCrowds(this.#policy)) this.#out.push(reportRecord(ticket, { tenant, incident, at: this.#now }));
  }

  #takePostMortem(record: StoredRecord): void {
    const { data: said } = PostMortemWritten.safeParse(record.body);
    const turn = said === undefined ? null : this.#lives.write(said, this.#lifeMoment(null));
    if (turn !== null) this.#tellLife(turn, record);
  }

  #keep(row: PlannedIncident): void {
    const isHeld = this.#sinks.some(({ name }) => this.#heldIn(name).includes(row.incident));
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
