// The notifying stage: incident changes and ticks in, messages to people out, each with the decision that asked for it.
import type { Cmdb } from '../../domain/cmdb.ts';
import { incidentChangeKind } from '../../domain/incident.ts';
import type { Incident, IncidentChange } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { composeDigest } from '../compose/compose-digest.ts';
import { isUrgent, reviewNotices } from './decide-notices.ts';
import type { Finding } from './decide-notices.ts';
import { newRow, noticeKey, notifiedTable, notifyingStage, unheard } from './notified-incident.ts';
import type { NotifiedIncident } from './notified-incident.ts';
import { decisionsNote, noticeStep } from './notice-step.ts';
import { afterDigest, calm, digestDueAt } from './recipient-pace.ts';
import type { RecipientPace } from './recipient-pace.ts';
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
  #policy: Policy;
  #windows: readonly PlannedWindow[];
  #now = 0;
  #out: Outgoing[] = [];

  constructor({ policy, cmdb }: NotifyingOptions) {
    this.#policy = policy;
    this.#windows = plannedWindows(cmdb);
  }

  restore(rows: Iterable<Row>): void {
    const tables = [this.#rows, this.#headers, this.#paces, this.#clock];
    for (const { table, key, json } of rows) tables.find(({ name }) => name === table)?.restore(key, json);
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
    if (control?.kind === 'policy') this.#policy = control.body;
    if (control?.kind === 'cmdb') this.#windows = plannedWindows(control.body);
    if (control !== undefined)
      for (const { incident, endedAt } of this.#rows.values()) if (endedAt === null) this.#due.set(incident, 0);
    if (record.kind === incidentChangeKind) this.#takeChange(record);
    this.#tellDue(record);
    this.#tellDigests(record);
  }

  take(): StageChanges {
    const out = this.#out;
    this.#out = [];
    if (this.#rows.size > 0 && this.#clock.get('now')?.now !== this.#now) this.#clock.put('now', { now: this.#now });
    const rows = [this.#clock, this.#headers, this.#rows, this.#paces].flatMap((table) => table.take());
    return { rows, out };
  }

  nextDueAt(): number | null {
    const { gapMs, digest } = this.#policy.notify;
    const digests = [...this.#paces.values()].map((pace) => digestDueAt(pace, gapMs, digest) ?? Infinity);
    const next = Math.min(...this.#due.values(), ...digests);
    return next === Infinity ? null : next;
  }

  #takeChange(record: StoredRecord): void {
    const { incident } = record.body as IncidentChange;
    const isNew = !this.#rows.has(incident.id);
    if (isNew && !(isUrgent(incident) && Object.keys(this.#policy.notify.recipients).length > 0)) return;
    this.#headers.put(incident.id, incident);
    if (isNew) this.#rows.put(incident.id, newRow(incident.id, incident.tenant));
    this.#due.set(incident.id, 0);
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
    const scene = { incident, notify, windows: this.#windows, now: this.#now };
    const { row, wants, findings, dueAt } = reviewNotices(known, scene);
    const people = { ...row.people };
    for (const { recipient, kind } of wants) people[recipient] = want(people[recipient] ?? unheard, kind, this.#now);
    const telling = { incident, policy: this.#policy, now: this.#now, paceOf: (who: string) => this.#paceOf(who) };
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
    const { gapMs, digest, recipients } = this.#policy.notify;
    const due = [...this.#paces.entries()].filter(
      ([, pace]) => (digestDueAt(pace, gapMs, digest) ?? Infinity) <= this.#now,
    );
    for (const [recipient, pace] of due.sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#paces.put(recipient, afterDigest(pace, this.#now));
      const known = recipients[recipient];
      const incidents = pace.collected.map((id) => this.#headers.get(id)).filter((incident) => incident !== undefined);
      const open = incidents.filter(({ state }) => state === 'open');
      const [first] = open;
      if (known === undefined || first === undefined) continue;
      const { language = this.#policy.language, sink, voice: register } = known;
      const text = composeDigest({ incidents: open, digest, voice: { language, timezone: this.#policy.timezone } });
      const lane = `digest-${recipient}`;
      const key = noticeKey(first.tenant, lane, recipient, pace.digests + 1);
      const notice = {
        ...{ kind: 'digest' as const, recipient, voice: register, ...text, thread: [], answerable: false },
        ...{ staleAt: this.#now + digest.withinMs * 2, incidents: open.map(({ id }) => id) },
      };
      const place = { record, tenant: first.tenant, at: this.#now };
      this.#out.push(noticeStep({ lane, key, sink, language, notice, incident: null }, place));
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
