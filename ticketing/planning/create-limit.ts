// How many tickets an hour each ticketing system gets, and who waits for the next free place. State and decision in one.
import type { Incident } from '../../domain/incident.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';

const hourMs = 3_600_000;

/** Per sink. */
export interface CreateRow {
  /** When tickets were opened within the last hour, oldest first. */
  readonly opened: readonly number[];
  /** Incidents without a ticket of their own, in the order of their coming. */
  readonly held: readonly string[];
}

const none: CreateRow = { opened: [], held: [] };

/** What wakes people always gets a ticket of its own. */
function isUrgent({ priority, major }: Incident): boolean {
  return priority === 1 || (major !== null && major.stoodDownAt === null);
}

export class CreateLimit {
  readonly #rows = new Table<CreateRow>('creates');

  restore({ table, key, json }: Row): void {
    if (table === this.#rows.name) this.#rows.restore(key, json);
  }

  take(): RowChange[] {
    return this.#rows.take();
  }

  held(sink: string): readonly string[] {
    return (this.#rows.get(sink) ?? none).held;
  }

  isHeld(sink: string, incident: string): boolean {
    return this.held(sink).includes(incident);
  }

  /** Counts it and lets it pass, or holds it until a place is free. */
  admit(sink: string, incident: Incident, { now, perHour }: { now: number; perHour: number }): boolean {
    const { opened, held } = this.#rows.get(sink) ?? none;
    const recent = opened.filter((at) => at > now - hourMs);
    const ahead = held.indexOf(incident.id);
    const queue = ahead < 0 ? held.length : ahead;
    if (isUrgent(incident) || recent.length + queue < perHour) {
      this.#rows.put(sink, { opened: [...recent, now], held: held.filter((id) => id !== incident.id) });
      return true;
    }
    if (ahead < 0) this.#rows.put(sink, { opened: recent, held: [...held, incident.id] });
    return false;
  }

  /** It ended without ever having had a ticket of its own. */
  release(sink: string, incident: string): void {
    const row = this.#rows.get(sink);
    if (row?.held.includes(incident) === true)
      this.#rows.put(sink, { ...row, held: row.held.filter((id) => id !== incident) });
  }

  /** When the next place becomes free for somebody who waits; null: nobody does. */
  nextFreeAt(sink: string, perHour: number): number | null {
    const { opened, held } = this.#rows.get(sink) ?? none;
    if (held.length === 0) return null;
    return (opened.at(-perHour) ?? opened[0] ?? 0) + hourMs;
  }
}
