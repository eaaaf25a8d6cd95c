// What planning remembers of past incidents, oldest forgotten first: by failure, and by service.
import type { Incident } from '../../domain/incident.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import { occurrenceOf } from './occurrence.ts';
import type { Occurrence } from './occurrence.ts';
import { occurrencesOf } from './recurred.ts';

export const occurrenceTable = 'occurrence';

/** As long as decisions are kept, and as many as planning holds with ease (about 1 kB each). */
const rememberMs = 400 * 86_400_000;
const rememberedAtMost = 5_000;
/** A solution worth reading is a few sentences. */
const solutionLength = 500;

export class Occurrences {
  readonly #rows = new Table<Occurrence>(occurrenceTable, ({ incident }) => incident);

  restore({ table, key, json }: Row): void {
    if (table === this.#rows.name) this.#rows.restore(key, json);
  }

  take(): RowChange[] {
    return this.#rows.take();
  }

  get(incident: string): Occurrence | undefined {
    return this.#rows.get(incident);
  }

  values(): IterableIterator<Occurrence> {
    return this.#rows.values();
  }

  /** What became part of another is remembered there. */
  meet(incident: Incident, now: number): Occurrence | null {
    if (incident.state === 'merged') {
      this.#rows.delete(incident.id);
      return null;
    }
    const before = this.#rows.get(incident.id);
    const after = occurrenceOf(incident, before, now);
    if (after === null) return before ?? null;
    this.#rows.put(incident.id, after);
    if (before === undefined) this.#forget(now);
    return after;
  }

  settle(occurrence: Occurrence): void {
    this.#rows.put(occurrence.incident, { ...occurrence, settled: true });
  }

  /** What people wrote on the incident's ticket: the last word stands. */
  learn(incident: string, text: string): void {
    const row = this.#rows.get(incident);
    const solution = text.trim().slice(0, solutionLength);
    if (row !== undefined && solution !== '' && row.solution !== solution)
      this.#rows.put(incident, { ...row, solution });
  }

  of(key: string, from: number): readonly Occurrence[] {
    return occurrencesOf(key, this.#rows.values(), from);
  }

  #forget(now: number): void {
    let over = this.#rows.size - rememberedAtMost;
    for (const { incident, endedAt, at } of this.#rows.values()) {
      const isOld = now - at > rememberMs;
      if (!isOld && over <= 0) return;
      if (endedAt === null) continue;
      this.#rows.delete(incident);
      over -= 1;
    }
  }
}
