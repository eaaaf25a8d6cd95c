// The notifying stage: incident changes and ticks in, messages to people out, each with the decision that asked for it.
import type { Cmdb } from '../../domain/cmdb.ts';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { ticketClosedForGoodKind, TicketSighting, ticketSightingKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { reviewNotices } from './decide-notices.ts';
import { newRow, notifiedTable, notifyingStage, unheard } from './notified-incident.ts';
import type { NotifiedIncident } from './notified-incident.ts';
import { decisionsNote, noticeStep } from './notice-step.ts';
import { afterDigest, calm, digestDueAt } from './recipient-pace.ts';
import type { RecipientPace } from './recipient-pace.ts';
import { isUrgent, isWarnedOf } from './scene.ts';
import type { Finding } from './scene.ts';
import { SlaBook } from './sla-book.ts';
import { planDigest } from './plan-digest.ts';
import { tellPeople } from './tell-people.ts';
import { sendableAt, want } from './wanted.ts';
import { plannedWindows } from './withhold.ts';
import type { PlannedWindow } from './withhold.ts';

export interface NotifyingOptions {
  readonly policy: Policy;
  readonly cmdb: Cmdb;
}

/** Ended incidents are remembered this long: one that returns within 30 min is told in the same thread. */
const rememberMs = 86_400_000;

export function createNotifyingStage(options: NotifyingOptions): Stage {
  return new NotifyingStage(options);
}

class NotifyingStage implements Stage {
  readonly name = notifyingStage;
  readonly writeOnly = false;
  readonly #rows = new Table<NotifiedIncident>(notifiedTable);
  readonly #headers = new Table<Incident>('header');
  readonly #paces = new Table<RecipientPace>('recipient');
  readonly #clock = new Table<{ now: number }>('clock');
  /** Incidents that time alone may move, by when. */
  readonly #due = new Map<string, number>();
  /** Ended incidents by when they ended, oldest first. */
  readonly #ended = new Map<string, number>();
  readonly #promises: SlaBook;
  #policy: Policy;
  #windows: readonly PlannedWindow[];
  #now = 0;
  #out: Outgoing[] = [];

  constructor({ policy, cmdb }: NotifyingOptions) {
    this.#policy = policy;
    this.#promises = new SlaBook(policy);
    this.#windows = plannedWindows(cmdb);
  }

  restore(rows: Iterable<Row>): void {
    const tables = [this.#rows, this.#headers, this.#paces, this.#clock];
    for (const row of rows) {
      tables.find(({ name }) => name === row.table)?.restore(row.key, row.json);
      this.#promises.restore(row);
    }
    this.#promises.begin();
    this.#now = this.#clock.get('now')?.now ?? this.#now;
    const byEnd = [...this.#rows.values()].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    for (const row of byEnd) {
      this.#noteEnd(row);
      // Asked once more with the next record: what is due by then is done, and when the next thing is due is known again.
      if (row.endedAt === null || hasWanted(row)) this.#due.set(row.incident, 0);
    }
  }

  apply({ record, control }: StageInput): void {
    this.#now = Math.max(this.#now, record.receivedAt);
    if (control?.kind === 'policy') this.#heed(control.body);
    if (control?.kind === 'cmdb') this.#windows = plannedWindows(control.body);
    if (control !== undefined)
      for (const { incident, endedAt } of this.#rows.values()) if (endedAt === null) this.#due.set(incident, 0);
    if (record.kind === incidentChangeKind) this.#takeChange(record);
    if (record.kind === ticketSightingKind) this.#takeSighting(record);
    if (record.kind === ticketClosedForGoodKind) this.#takeClosed(record);
    this.#tellDue(record);
    this.#tellDigests(record);
  }

  take(): StageChanges {
    const out = this.#out;
    this.#out = [];
    if (this.#rows.size > 0 && this.#clock.get('now')?.now !== this.#now) this.#clock.put('now', { now: this.#now });
    const rows = [this.#clock, this.#headers, this.#rows, this.#paces].flatMap((table) => table.take());
    return { rows: [...rows, ...this.#promises.take()], out };
  }

  nextDueAt(): number | null {
    const { gapMs, digest } = this.#policy.notify;
    const digests = [...this.#paces.values()].map((pace) => digestDueAt(pace, gapMs, digest) ?? Infinity);
    const next = Math.min(...this.#due.values(), ...digests);
    return next === Infinity ? null : next;
  }

  #heed(policy: Policy): void {
    this.#policy = policy;
    this.#promises.heed(policy, this.#now);
  }

  #takeChange(record: StoredRecord): void {
    const { incident } = record.body as IncidentChange;
    this.#promises.turn(incident, this.#now);
    const isNew = !this.#rows.has(incident.id);
    const isTold = isUrgent(incident) || isWarnedOf(incident, this.#promises.notices);
    if (isNew && !(isTold && Object.keys(this.#policy.notify.recipients).length > 0)) return;
    this.#headers.put(incident.id, incident);
    if (isNew) this.#rows.put(incident.id, newRow(incident.id, incident.tenant));
    this.#due.set(incident.id, 0);
  }

  #takeSighting({ body }: StoredRecord): void {
    const sighting = TicketSighting.safeParse(body).data;
    if (sighting === undefined || !this.#promises.see(sighting, this.#now)) return;
    if (this.#rows.has(sighting.incident)) this.#due.set(sighting.incident, 0);
  }

  #takeClosed({ body }: StoredRecord): void {
    const { incident, key } = (body as TicketStep).operation;
    if (this.#promises.close(incident, key, this.#now) && this.#rows.has(incident)) this.#due.set(incident, 0);
  }

  #tellDue(record: StoredRecord): void {
    const due = [...this.#due].filter(([, at]) => at <= this.#now).map(([id]) => id);
    for (const id of due.sort()) this.#review(id, record);
    this.#forget();
  }

  #review(id: string, record: StoredRecord): void {
    const [known, incident] = [this.#rows.get(id), this.#headers.get(id)];
    this.#due.delete(id);
    if (known === undefined || incident === undefined) return;
    const { notify } = this.#policy;
    const turn = this.#promises.turn(incident, this.#now);
    const scene = { incident, notify, windows: this.#windows, now: this.#now, sla: this.#promises.sceneOf(turn) };
    const { row, watch, wants, findings, dueAt } = reviewNotices(known, turn?.watch ?? null, scene);
    if (watch !== null) this.#promises.keep(watch);
    const people = { ...row.people };
    for (const one of wants) people[one.recipient] = want(people[one.recipient] ?? unheard, one, this.#now);
    const clocks = isWarnedOf(incident, this.#promises.notices) ? (turn?.turned ?? []) : [];
    const paceOf = (who: string): RecipientPace => this.#paceOf(who);
    const telling = { incident, policy: this.#policy, now: this.#now, paceOf, clocks };
    const told = tellPeople({ ...row, people }, telling);
    const place = { record, tenant: row.tenant, at: this.#now };
    for (const [recipient, pace] of told.paces) this.#paces.put(recipient, pace);
    for (const plan of told.plans) this.#out.push(noticeStep(plan, place));
    const after = this.#decide(told.row, [...findings, ...told.findings], record);
    if (JSON.stringify(after) !== JSON.stringify(known)) this.#rows.put(id, after);
    this.#noteEnd(after);
    this.#schedule(after, dueAt);
  }

  #decide(row: NotifiedIncident, findings: readonly Finding[], record: StoredRecord): NotifiedIncident {
    if (findings.length === 0) return row;
    const subject = { type: 'incident', id: row.incident } as const;
    const decisions = findings.map((finding, index) => {
      return { id: `N${row.incident}.${String(row.decided + index + 1)}`, at: this.#now, subject, ...finding };
    });
    this.#out.push(decisionsNote(row.incident, decisions, { record, tenant: row.tenant, at: this.#now }));
    return { ...row, decided: row.decided + decisions.length };
  }

  #paceOf(recipient: string): RecipientPace {
    return this.#paces.get(recipient) ?? calm;
  }

  #tellDigests(record: StoredRecord): void {
    const { gapMs, digest } = this.#policy.notify;
    const due = [...this.#paces.entries()].filter(
      ([, pace]) => (digestDueAt(pace, gapMs, digest) ?? Infinity) <= this.#now,
    );
    for (const [recipient, pace] of due.sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#paces.put(recipient, afterDigest(pace, this.#now));
      const incidents = pace.collected.flatMap((id) => this.#headers.get(id) ?? []);
      const told = planDigest(recipient, incidents, { policy: this.#policy, now: this.#now, count: pace.digests + 1 });
      if (told !== null) this.#out.push(noticeStep(told.plan, { record, tenant: told.tenant, at: this.#now }));
    }
  }

  #schedule(row: NotifiedIncident, dueAt: number | null): void {
    const { gapMs } = this.#policy.notify;
    const sendable = Object.values(row.people).map((heard) => sendableAt(heard, gapMs) ?? Infinity);
    const next = Math.min(dueAt ?? Infinity, ...sendable);
    if (next === Infinity) this.#due.delete(row.incident);
    else this.#due.set(row.incident, next);
  }

  #noteEnd({ incident, endedAt }: NotifiedIncident): void {
    if (endedAt === null) this.#ended.delete(incident);
    else if (!this.#ended.has(incident)) this.#ended.set(incident, endedAt);
  }

  #forget(): void {
    this.#promises.forget(this.#now);
    for (const [id, endedAt] of this.#ended) {
      if (this.#now - endedAt < rememberMs) return;
      this.#ended.delete(id);
      this.#due.delete(id);
      this.#rows.delete(id);
      this.#headers.delete(id);
    }
  }
}

function hasWanted({ people }: NotifiedIncident): boolean {
  return Object.values(people).some(({ wanted }) => wanted !== null);
}
