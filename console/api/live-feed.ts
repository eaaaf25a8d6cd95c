// What changed, told to every open page: follows the log, waits until the projection shows it, tells each incident once.
import type { Incident, IncidentChange, SituationChange } from '../../domain/incident.ts';
import { incidentChangeKind, situationChangeKind } from '../../domain/incident.ts';
import type { StoredRecord } from '../../domain/record.ts';
import type { TicketStep } from '../../domain/ticket.ts';
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

  /** Runs until closed. Rejects if the log or the store fails: the caller logs it and runs it again. */
  async run(): Promise<void> {
    await Promise.all([...followed.map((one) => this.#follow(one)), this.#beat()]);
  }

  close(): void {
    this.#stop.abort();
    this.#listeners.clear();
  }

  get #signal(): AbortSignal {
    return this.#stop.signal;
  }

  async #follow({ stream, projection }: Followed): Promise<void> {
    const { log, pace } = this.#options;
    let from = await log.end(stream, 0);
    while (!this.#signal.aborted) {
      await log.waitFor(stream, 0, from, this.#signal);
      const records = await log.read(stream, 0, from, batch);
      const last = records.at(-1);
      if (last === undefined) continue;
      from = last.offset + 1;
      await this.#untilShown(projection, from);
      this.#tellAll(records);
      await pace.until(pace.now() + gatherMs, this.#signal);
    }
  }

  async #untilShown(projection: string, offset: number): Promise<void> {
    const { store, pace } = this.#options;
    while (!this.#signal.aborted) {
      if (((await store.position(projection, 0))?.offset ?? 0) >= offset) return;
      await pace.until(pace.now() + lookAgainMs, this.#signal);
    }
  }

  async #beat(): Promise<void> {
    const { pace } = this.#options;
    while (!this.#signal.aborted) {
      await pace.until(pace.now() + statusMs, this.#signal);
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
  return kind.startsWith('ticket-') ? [(body as TicketStep).operation.incident] : [];
}
