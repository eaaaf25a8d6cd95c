// What could not be handled, kept whole with its reason, so that it can be looked at and replayed.
import { isFault } from '../../domain/errors.ts';
import { hexId } from '../../domain/identity.ts';
import type { LogRecord, StoredRecord } from '../../domain/record.ts';

/** Kind of a record that a stage could not take. */
export const poisonKind = 'poison';
/** Kind that a reader gets in the place of a record that the disk gave back changed. Body: `DamagedRecord`. */
export const damagedKind = 'damaged';

export interface DamagedRecord {
  readonly reason: string;
  /** What was found, as text. */
  readonly found: string;
}

/** Body of kind `poison`. */
export interface PoisonRecord {
  readonly stage: string;
  /** A fault's code, else `defect`. */
  readonly code: string;
  readonly reason: string;
  readonly record: StoredRecord;
}

export interface Refusal {
  readonly stage: string;
  readonly record: StoredRecord;
  readonly thrown: unknown;
  /** Logical time of the stage. */
  readonly atMs: number;
}

export function poisonRecord({ stage, record, thrown, atMs }: Refusal): LogRecord {
  const body: PoisonRecord = { stage, ...wordsOf(thrown), record };
  const id = hexId(poisonKind, stage, record.stream, String(record.partition), String(record.offset));
  const { tenant, key } = record;
  return { v: 1, id, tenant, key, kind: poisonKind, occurredAt: atMs, receivedAt: atMs, body };
}

export function wordsOf(thrown: unknown): { code: string; reason: string } {
  if (isFault(thrown)) return { code: thrown.code, reason: thrown.message };
  return { code: 'defect', reason: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'unknown' };
}
