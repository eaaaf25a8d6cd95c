// How many tickets an hour each ticketing system gets, and who waits for the next free place. State and decision in one.
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';

const hourMs = 3_600_000;

/** Per sink. */
export interface CreateRow {
  /** When tickets were opened within the last hour, oldest first. */
  readonly opened: readonly number[];
  /** Incidents, or parts of them, without a ticket of their own, in the order of their coming. */
  readonly held: readonly string[];
}

const none: CreateRow = { opened: [], held: [] };

export interface Creation {
  /** Of the incident, or of its part: `incident/unit`. */
  readonly id: string;
  /** What wakes people always gets a ticket of its own. */
  readonly isUrgent: boolean;
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

  isHeld(sink: string, id: string): boolean {
    return this.held(sink).includes(id);
  }

  /** Counts it and lets it pass, or holds it until a place is free. */
  admit(sink: string, { id, isUrgent }: Creation, { now, perHour }: { now: number; perHour: number }): boolean {
    const { opened, held } = this.#rows.get(sink) ?? none;
    const recent = opened.filter((at) => at > now - hourMs);
    const ahead = held.indexOf(id);
    const queue = ahead < 0 ? held.length : ahead;
    if (isUrgent || recent.length + queue < perHour) {
      this.#rows.put(sink, { opened: [...recent, now], held: held.filter((other) => other !== id) });
      return true;
    }
    if (ahead < 0) this.#rows.put(sink, { opened: recent, held: [...held, id] });
    return false;
  }

  /** It ended without ever having had a ticket of its own. */
  release(sink: string, id: string): void {
    const row = this.#rows.get(sink);
    if (row?.held.includes(id) === true)
      this.#rows.put(sink, { ...row, held: row.held.filter((other) => other !== id) });
  }

  /** When the next place becomes free for somebody who waits; null: nobody does. */
  nextFreeAt(sink: string, perHour: number): number | null {
    const { opened, held } = this.#rows.get(sink) ?? none;
    if (held.length === 0) return null;
    return (opened.at(-perHour) ?? opened[0] ?? 0) + hourMs;
  }
}
