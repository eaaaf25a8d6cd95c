// What changed, told to every open page: follows the log, waits until the projection shows it, tells each incident once.
import type { Incident, IncidentChange, SituationChange } from '../../domain/incident.ts';
import { incidentChangeKind, situationChangeKind } from '../../domain/incident.ts';
import { incidentLifeKind } from '../../domain/incident-life.ts';
import type { IncidentLife } from '../../domain/incident-life.ts';
import type { StoredRecord } from '../../domain/record.ts';
import {
  ticketDoneKind,
  ticketInflightKind,
  ticketMovedKind,
  ticketNoteKind,
  ticketPlannedKind,
  ticketRefusedKind,
} from '../../domain/ticket.ts';
import type { TicketNote, TicketStep } from '../../domain/ticket.ts';
import { incidentsProjection, ticketsProjection } from '../projection/tables.ts';
import type { ApiOptions } from './api-options.ts';

export type LiveEvent = { readonly event: 'incident'; readonly id: string } | { readonly event: 'status' };
export type Listener = (event: LiveEvent) => void;

const followed = [
  { stream: 'incidents', projection: incidentsProjection },
  { stream: 'tickets', projection: ticketsProjection },
] as const;
type Followed = (typeof followed)[number];

const batch = 500;
/** A storm's changes are gathered this long, so that a page is told of an incident a few times a second at most. */
const gatherMs = 250;
/** How often the projection is asked whether it has come as far as the log. */
const lookAgainMs = 25;
/** Counts move without any incident: pages look again this often. */
const statusMs = 5_000;
const faultPauseMs = 1_000;

export class LiveFeed {
  readonly #options: Pick<ApiOptions, 'log' | 'store' | 'pace'>;
  readonly #listeners = new Set<Listener>();
  readonly #stop = new AbortController();

  constructor(options: Pick<ApiOptions, 'log' | 'store' | 'pace'>) {
    this.#options = options;
  }

  get listening(): number {
    return this.#listeners.size;
  }

  /** Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs until closed. A log or store that fails is told to `onFault` and asked again after a second. */
  async run(onFault: (thrown: unknown) => void): Promise<void> {
    const keep = async (task: () => Promise<void>): Promise<void> => {
      while (!this.closed.aborted) {
        await task().catch(onFault);
        await this.#pause(faultPauseMs);
      }
    };
    await Promise.all([...followed.map((one) => keep(() => this.#follow(one))), keep(() => this.#beat())]);
  }

  async #pause(ms: number): Promise<void> {
    const { pace } = this.#options;
    if (!this.closed.aborted) await pace.until(pace.now() + ms, this.closed);
  }

  close(): void {
    this.#stop.abort();
    this.#listeners.clear();
  }

  /** Aborted when nothing more will be told. */
  get closed(): AbortSignal {
    return this.#stop.signal;
  }

  async #follow({ stream, projection }: Followed): Promise<void> {
    const { log } = this.#options;
    let from = await log.end(stream, 0);
    while (!this.closed.aborted) {
      await log.waitFor(stream, 0, from, this.closed);
      const records = await log.read(stream, 0, from, batch);
      const last = records.at(-1);
      if (last === undefined) continue;
      from = last.offset + 1;
      await this.#untilShown(projection, from);
      this.#tellAll(records);
      await this.#pause(gatherMs);
    }
  }

  async #untilShown(projection: string, offset: number): Promise<void> {
    const { store } = this.#options;
    while (!this.closed.aborted) {
      if (((await store.position(projection, 0))?.offset ?? 0) >= offset) return;
      await this.#pause(lookAgainMs);
    }
  }

  async #beat(): Promise<void> {
    while (!this.closed.aborted) {
      await this.#pause(statusMs);
      this.#tell({ event: 'status' });
    }
  }

  #tellAll(records: readonly StoredRecord[]): void {
    for (const id of new Set(records.flatMap(incidentsIn))) this.#tell({ event: 'incident', id });
    this.#tell({ event: 'status' });
  }

  #tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function incidentsIn({ kind, body }: StoredRecord): Incident['id'][] {
  if (kind === incidentChangeKind) {
    const { incident, absorbed } = body as IncidentChange;
    return [incident.id, ...absorbed];
  }
  if (kind === situationChangeKind) {
    const incident = (body as SituationChange).situation?.incident ?? null;
    return incident === null ? [] : [incident];
  }
  if (kind === ticketNoteKind || kind === ticketMovedKind) return [(body as TicketNote).incident];
  if (kind === incidentLifeKind) return [(body as IncidentLife).incident];
  return ticketSteps.has(kind) ? [(body as TicketStep).operation.incident] : [];
}

const ticketSteps: ReadonlySet<string> = new Set([
  ticketPlannedKind,
  ticketInflightKind,
  ticketDoneKind,
  ticketRefusedKind,
]);
