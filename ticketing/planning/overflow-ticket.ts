// Plans the one ticket that stands for incidents above a system's hourly limit: opened, kept up to date, resolved.
import type { Incident } from '../../domain/incident.ts';
import type { Row, RowChange } from '../../domain/ports/state-store.ts';
import { Table } from '../../domain/table.ts';
import type { TicketOp, TicketStep } from '../../domain/ticket.ts';
import { overflowFields } from '../compose/overflow-part.ts';
import { updateEveryMs } from './plan-change.ts';
import { ticketKey } from './planned-incident.ts';
import type { PlannedSink } from './planned-incident.ts';

interface OverflowRow {
  /** Stands in for an incident in the ledger: `overflow-glpi-1764268547000`. */
  readonly id: string;
  readonly key: string;
  readonly seq: number;
  readonly lastAt: number;
  /** Incidents that it told last. */
  readonly told: readonly string[];
}

export interface OverflowMoment {
  readonly tenant: string;
  readonly now: number;
  readonly perHour: number;
  readonly timezone: string;
}

const overflowUnit = 'overflow';

export class OverflowTickets {
  readonly #rows = new Table<OverflowRow>('overflow');

  restore({ table, key, json }: Row): void {
    if (table === this.#rows.name) this.#rows.restore(key, json);
  }

  take(): RowChange[] {
    return this.#rows.take();
  }

  /** When an update that waits for its minute is due; null: none waits. */
  nextDueAt(sink: string, held: readonly string[]): number | null {
    const row = this.#rows.get(sink);
    return row === undefined || isSame(row.told, held) ? null : row.lastAt + updateEveryMs;
  }

  plan(sink: PlannedSink, held: readonly Incident[], moment: OverflowMoment): TicketStep | null {
    const row = this.#rows.get(sink.name);
    const ids = held.map(({ id }) => id);
    if (row === undefined) return held.length === 0 ? null : this.#tell(sink, held, 'open', moment);
    if (held.length === 0) {
      const step = this.#tell(sink, held, 'resolve', moment);
      this.#rows.delete(sink.name);
      return step;
    }
    if (isSame(row.told, ids) || moment.now - row.lastAt < updateEveryMs) return null;
    return this.#tell(sink, held, 'update', moment);
  }

  #tell(sink: PlannedSink, held: readonly Incident[], op: TicketOp, moment: OverflowMoment): TicketStep {
    const { tenant, now, perHour, timezone } = moment;
    const id = this.#rows.get(sink.name)?.id ?? `overflow-${sink.name}-${String(now)}`;
    const key = ticketKey({ tenant, incident: id, sink: sink.name, unit: overflowUnit, generation: 1 });
    const seq = (this.#rows.get(sink.name)?.seq ?? 0) + 1;
    this.#rows.put(sink.name, { id, key, seq, lastAt: now, told: held.map((each) => each.id) });
    const fields = overflowFields({ incidents: held, perHour, op, language: sink.language, timezone });
    const place = { incident: id, sink: sink.name, unit: overflowUnit, key, seq };
    const evidence = { sink: sink.name, key, incidents: held.length, perHour };
    const subject = { type: 'ticket', id: key } as const;
    const decision = {
      id: `P${key}.${String(seq)}`,
      at: now,
      subject,
      outcome: op,
      reason: 'ticket-overflow',
      evidence,
    };
    const operation = { id: `${key}.${String(seq)}`, at: now, op, ...place, fields };
    return { operation, ticket: null, url: null, decisions: [{ ...decision, reason: 'ticket-overflow' as const }] };
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}
