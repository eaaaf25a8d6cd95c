// A snapshot as records: rows in chunks, then a head that says what they must come to. Without its head it is none.
import { z } from 'zod';
import { hexId } from '../../domain/identity.ts';
import type { Row } from '../../domain/ports/state-store.ts';
import type { LogRecord } from '../../domain/record.ts';

const snapshotRowsKind = 'snapshot-rows';
export const snapshotHeadKind = 'snapshot-head';
/** Two, in turn: the newest whole snapshot is never written over. */
export const slots = 2;
/** At most three bytes a unit as UTF-8: below the 512 kB of architecture, "Streams and records". */
const chunkUnits = 120_000;

export const SnapshotHead = z.object({
  id: z.string(),
  /** `rowsLayout` of the program that kept it. */
  schema: z.number().int(),
  stage: z.string(),
  partition: z.number().int(),
  slot: z.number().int(),
  /** Identity of the stream that the stage had read, and the next offset to read of it. */
  log: z.string(),
  offset: z.number().int(),
  chain: z.string(),
  chunks: z.number().int(),
  /** As `StateStore.hash` gives it. */
  rows: z.string(),
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;

export const SnapshotRows = z.object({
  id: z.string(),
  rows: z.array(z.object({ table: z.string(), key: z.string(), json: z.string() })).readonly(),
});
export type SnapshotRows = z.infer<typeof SnapshotRows>;

/** Keys come again with the slot: in a log that compacts, a snapshot takes the place of the last but one. */
export function slotKey({ stage, partition, slot }: Pick<SnapshotHead, 'stage' | 'partition' | 'slot'>): string {
  return `${stage}/${partition}/${slot}`;
}

export function headRecord(head: SnapshotHead, atMs: number): LogRecord {
  return record(snapshotHeadKind, { key: `${slotKey(head)}/head`, atMs, body: head });
}

export interface ChunkPlace extends Pick<SnapshotHead, 'id' | 'stage' | 'partition' | 'slot'> {
  readonly index: number;
}

export function rowsRecord(place: ChunkPlace, rows: readonly Row[], atMs: number): LogRecord {
  const { id } = place;
  return record(snapshotRowsKind, { key: chunkKey(place, place.index), atMs, body: { id, rows } });
}

export function chunkKey(place: Pick<SnapshotHead, 'stage' | 'partition' | 'slot'>, index: number): string {
  return `${slotKey(place)}/${index}`;
}

function record(
  kind: string,
  { key, atMs, body }: { key: string; atMs: number; body: SnapshotHead | SnapshotRows },
): LogRecord {
  const id = hexId(kind, body.id, key);
  return { v: 1, id, tenant: '', key, kind, occurredAt: atMs, receivedAt: atMs, body };
}

/** Rows in portions that each fit into one record; a row that is larger stands alone. */
export class RowChunks {
  #rows: Row[] = [];
  #units = 0;

  /** A chunk that is full now, or null. */
  add(row: Row): readonly Row[] | null {
    const units = row.table.length + row.key.length + row.json.length;
    const full = this.#rows.length > 0 && this.#units + units > chunkUnits ? this.rest() : null;
    this.#rows.push(row);
    this.#units += units;
    return full;
  }

  rest(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#units = 0;
    return rows;
  }
}
