// Delivery for replay: every planned operation is done at once, by no network, with ticket ids that replay alike.
import { hexId } from '../../domain/identity.ts';
import type { Stage, StageChanges, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';
import { Table } from '../../domain/table.ts';
import { ticketDoneKind, ticketPlannedKind } from '../../domain/ticket.ts';
import type { TicketStep } from '../../domain/ticket.ts';
import { deliveryStage } from './delivery-journal.ts';

/** `D-1` at the desk, `GLPI-1` elsewhere: the sink's name and a number of its own. */
function ticketName(sink: string, number: number): string {
  return sink === 'desk' ? `D-${String(number)}` : `${sink.toUpperCase()}-${String(number)}`;
}

/** A stage on `tickets`: `ticket-planned` in, `ticket-done` out. */
export function createSimulatedDelivery(): Stage {
  return new SimulatedDelivery();
}

class SimulatedDelivery implements Stage {
  readonly name = deliveryStage;
  readonly writeOnly = false;
  /** key → the ticket's id. */
  readonly #tickets = new Table<string>('ticket');
  /** sink → the last number given. */
  readonly #numbers = new Table<number>('number');
  #out: Outgoing[] = [];

  restore(rows: Iterable<Row>): void {
    for (const { table, key, json } of rows) {
      if (table === this.#tickets.name) this.#tickets.restore(key, json);
      if (table === this.#numbers.name) this.#numbers.restore(key, json);
    }
  }

  apply({ record }: StageInput): void {
    if (record.kind === ticketPlannedKind) this.#do(record.body as TicketStep, record);
  }

  take(): StageChanges {
    const out = this.#out;
    this.#out = [];
    return { rows: [...this.#numbers.take(), ...this.#tickets.take()], out };
  }

  nextDueAt(): null {
    return null;
  }

  #do({ operation }: TicketStep, record: StoredRecord): void {
    const body: TicketStep = {
      operation,
      ticket: this.#ticketOf(operation.key, operation.sink),
      url: null,
      decisions: [],
    };
    const { tenant, key, receivedAt } = record;
    const id = hexId(ticketDoneKind, record.id);
    const done = { v: 1 as const, id, tenant, key, kind: ticketDoneKind, occurredAt: receivedAt, receivedAt, body };
    this.#out.push({ stream: 'tickets', record: done });
  }

  #ticketOf(key: string, sink: string): string {
    const known = this.#tickets.get(key);
    if (known !== undefined) return known;
    const number = (this.#numbers.get(sink) ?? 0) + 1;
    this.#numbers.put(sink, number);
    const ticket = ticketName(sink, number);
    this.#tickets.put(key, ticket);
    return ticket;
  }
}
