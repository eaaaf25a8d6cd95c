// What planning remembers of incidents: their tickets and newest headers, what is due, and when they may be forgotten.
import type { Incident } from '../../domain/incident.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';
import { noRecovery } from '../compose/recovery.ts';
import { closedDueAt, updateEveryMs } from './plan-change.ts';
import type { Moment } from './plan-change.ts';
import type { PlannedIncident } from './planned-incident.ts';

/** Ended incidents are remembered this long: a ticket waits a week and more for its user's word. */
const rememberMs = 14 * 86_400_000;

/** An incident as it was told last, and its tickets. */
export interface KnownIncident {
  readonly row: PlannedIncident;
  readonly incident: Incident;
}

export class PlannedIncidents {
  readonly #rows = new Table<PlannedIncident>('incident');
  /** The newest header of incidents with a ticket: what a waiting update, or a new generation, will tell. */
  readonly #headers = new Table<Incident>('header');
  /** Incidents with something that time alone makes due. */
  readonly #due = new TimerQueue();
  /** Ended incidents by when they ended, oldest first. */
  readonly #ended = new Map<string, number>();

  restore({ table, key, json }: Row): void {
    if (table === this.#rows.name) this.#rows.restore(key, json);
    if (table === this.#headers.name) this.#headers.restore(key, json);
  }

  /** After the last `restore`. */
  begin(moment: Moment): void {
    const byEnd = [...this.#rows.values()].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    for (const row of byEnd) {
      this.#schedule(row, moment);
      this.#noteEnd(row);
    }
  }

  take(): RowChange[] {
    return [...this.#headers.take(), ...this.#rows.take()];
  }

  /** Takes the newest header in; its row, new where it is not known. */
  meet(incident: Incident): PlannedIncident {
    this.#headers.put(incident.id, incident);
    const fresh = { incident: incident.id, tenant: incident.tenant, tickets: [], recovery: noRecovery, endedAt: null };
    return this.#rows.get(incident.id) ?? fresh;
  }

  row(id: string): PlannedIncident | undefined {
    return this.#rows.get(id);
  }

  header(id: string): Incident | undefined {
    return this.#headers.get(id);
  }

  known(id: string): KnownIncident | null {
    const [row, incident] = [this.#rows.get(id), this.#headers.get(id)];
    return row === undefined || incident === undefined ? null : { row, incident };
  }

  /** Open, and with a ticket somewhere. */
  open(): readonly Incident[] {
    const open = [...this.#rows.values()].filter(({ endedAt, tickets }) => endedAt === null && tickets.length > 0);
    return open.map(({ incident }) => this.#headers.get(incident)).filter((header) => header !== undefined);
  }

  keep(row: PlannedIncident, moment: Moment): void {
    this.#rows.put(row.incident, row);
    this.#schedule(row, moment);
    this.#noteEnd(row);
    this.#forget(moment.now);
  }

  /** Of no consequence to any ticket. */
  drop(id: string): void {
    this.#headers.delete(id);
  }

  takeDue(now: number): readonly string[] {
    return this.#due.takeDue(now).sort();
  }

  /** Null: nothing is due by time alone. */
  nextDueAt(): number | null {
    return this.#due.next();
  }

  #schedule(row: PlannedIncident, { now, policy }: Moment): void {
    const waiting = row.tickets.filter(({ waitingSince }) => waitingSince !== null);
    const told = waiting.map(({ lastAt }) => lastAt + updateEveryMs);
    const closed = row.tickets.map((ticket) => closedDueAt(ticket, policy)).filter((at) => at !== null);
    // What a look at the clock did not change is left until something else happens.
    const due = [...told, ...closed.filter((at) => at > now), ...(row.overAt === undefined ? [] : [row.overAt])];
    this.#due.set(row.incident, due.length === 0 ? null : Math.min(...due));
  }

  #forget(now: number): void {
    for (const [id, endedAt] of this.#ended) {
      if (now - endedAt < rememberMs) return;
      this.#ended.delete(id);
      this.#rows.delete(id);
      this.#headers.delete(id);
    }
  }

  #noteEnd({ incident, endedAt }: PlannedIncident): void {
    if (endedAt === null) this.#ended.delete(incident);
    else if (!this.#ended.has(incident)) this.#ended.set(incident, endedAt);
  }
}
