// A log and a store in memory with the three projections behind them, for tests of whatever reads their rows.
import { createAlertsProjection } from '../../console/projection/projection-alerts.ts';
import { createIncidentsProjection } from '../../console/projection/projection-incidents.ts';
import { createTicketsProjection } from '../../console/projection/projection-tickets.ts';
import { alertChangesKind, type AlertChange } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import {
  incidentChangeKind,
  situationChangeKind,
  type IncidentChange,
  type SituationChange,
} from '../../domain/incident.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { ticketDoneKind, type TicketStep } from '../../domain/ticket.ts';
import { MemoryEventLog } from '../../runtime/log/memory-event-log.ts';
import { MemoryStateStore } from '../../runtime/state/memory-state-store.ts';

const creators = [
  ['alerts', createAlertsProjection],
  ['incidents', createIncidentsProjection],
  ['tickets', createTicketsProjection],
] as const;

interface Reading {
  readonly stream: StreamName;
  stage: Stage;
  offset: number;
}

export class ProjectedLog {
  readonly log = new MemoryEventLog();
  readonly store = new MemoryStateStore(this.log);
  readonly #readings: Reading[] = creators.map(([stream, create]) => ({ stream, stage: create(), offset: 0 }));
  #written = 0;

  async alerts(at: number, changes: readonly AlertChange[], decisions: readonly Decision[] = []): Promise<void> {
    await this.write('alerts', alertChangesKind, at, { changes, decisions });
  }

  async incident(at: number, change: Partial<IncidentChange> & Pick<IncidentChange, 'incident'>): Promise<void> {
    await this.write('incidents', incidentChangeKind, at, { changes: [], absorbed: [], decisions: [], ...change });
  }

  /** The record's key names the situation, as judging writes it. */
  async situation(at: number, key: string, change: Partial<SituationChange>): Promise<void> {
    const body = { situation: null, joined: [], aside: [], decisions: [], ...change };
    await this.write('incidents', situationChangeKind, at, body, key);
  }

  async ticket(at: number, step: TicketStep, kind: string = ticketDoneKind): Promise<void> {
    await this.write('tickets', kind, at, step);
  }

  /** Appends one record and commits what the projections make of it. */
  async write(...[stream, kind, at, body, key = 't']: [StreamName, string, number, unknown, string?]): Promise<void> {
    this.#written += 1;
    const id = `r${String(this.#written)}`;
    const record: LogRecord = { v: 1, id, tenant: 't', key, kind, occurredAt: at, receivedAt: at, body };
    await this.log.append(stream, [record]);
    await this.project();
  }

  /** As after a restart: the stages have forgotten what they held in memory. */
  restart(): void {
    for (const [at, [, create]] of creators.entries()) this.#readings[at]!.stage = create();
  }

  async project(): Promise<void> {
    for (const reading of this.#readings) {
      const records = await this.log.read(reading.stream, 0, reading.offset, 1_000);
      const last = records.at(-1);
      if (last === undefined) continue;
      for (const record of records) reading.stage.apply({ record });
      reading.offset = last.offset + 1;
      await this.#commit(reading);
    }
  }

  async #commit({ stage, stream, offset }: Reading): Promise<void> {
    const epoch = await this.store.claim(stage.name, 0);
    const { rows, out } = stage.take();
    const log = await this.log.identity(stream);
    await this.store.commit({ stage: stage.name, partition: 0, epoch, log, offset, chain: '', rows, out });
  }
}
