// The lives of all incidents as rows: who is turned when, what that tells, and when a life is forgotten.
import type { Incident } from '../../domain/incident.ts';
import type { PostMortemWritten } from '../../domain/incident-life.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import { TimerQueue } from '../../domain/timer-queue.ts';
import { lifeFactsOf } from './life-facts.ts';
import { newLife, turnLife } from './turn-life.ts';
import type { LifeMoment, LifeRow, LifeTurn } from './turn-life.ts';

/** After the end, and after a post-mortem was due: tickets are closed within a week or so of their resolution. */
const rememberMs = 14 * 86_400_000;

export class LifeBook {
  readonly #rows = new Table<LifeRow>('life', ({ facts }) => facts.id);
  readonly #timers = new TimerQueue();

  restore({ table, key, json }: Row): void {
    if (table === this.#rows.name) this.#rows.restore(key, json);
  }

  /** After the last `restore`. A turn that changes nothing sets the timers again. */
  begin(moment: LifeMoment): void {
    for (const [id, row] of this.#rows.entries()) this.#schedule(id, turnLife(row, moment));
  }

  take(): RowChange[] {
    return this.#rows.take();
  }

  /** The incident as judging tells it now. */
  meet(incident: Incident, moment: LifeMoment): LifeTurn {
    const facts = lifeFactsOf(incident);
    return this.#turn({ ...(this.#rows.get(incident.id) ?? newLife(facts)), facts }, moment);
  }

  /** People looked at its tickets; null: it is long over. */
  see(id: string, isWaiting: boolean, moment: LifeMoment): LifeTurn | null {
    const row = this.#rows.get(id);
    return row === undefined ? null : this.#turn({ ...row, isWaiting }, moment);
  }

  /** A person wrote its post-mortem; null: it never was a major, it still burns, it was written before, or it is long over. */
  write({ incident, by, where }: PostMortemWritten, moment: LifeMoment): LifeTurn | null {
    const row = this.#rows.get(incident);
    if (row === undefined || row.written !== undefined) return null;
    if (!row.facts.wasMajor || row.facts.state !== 'resolved') return null;
    return this.#turn({ ...row, written: { at: moment.now, by, where } }, moment);
  }

  /** Those that time alone moved on. */
  turnDue(moment: LifeMoment): readonly LifeTurn[] {
    return this.#timers.takeDue(moment.now).flatMap((id) => {
      const row = this.#rows.get(id);
      if (row === undefined) return [];
      if (forgetAt(row) <= moment.now) {
        this.#rows.delete(id);
        return [];
      }
      return [this.#turn(row, moment)];
    });
  }

  nextDueAt(): number | null {
    return this.#timers.next();
  }

  #turn(row: LifeRow, moment: LifeMoment): LifeTurn {
    const turn = turnLife(row, moment);
    this.#rows.put(row.facts.id, turn.row);
    this.#schedule(row.facts.id, turn);
    return turn;
  }

  #schedule(id: string, { row, nextAt }: LifeTurn): void {
    const at = Math.min(nextAt ?? Infinity, forgetAt(row));
    this.#timers.set(id, at === Infinity ? null : at);
  }
}

function forgetAt({ facts }: LifeRow): number {
  return facts.resolvedAt === null || facts.state === 'open' ? Infinity : facts.resolvedAt + rememberMs;
}
