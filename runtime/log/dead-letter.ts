// What could not be handled, kept whole with its reason, so that it can be looked at and replayed.
import { AdapterError, isFault } from '../../domain/errors.ts';
import { hexId } from '../../domain/identity.ts';
import type { LogRecord, StoredRecord } from '../../domain/record.ts';
import type { Place } from './record-line.ts';

/** Kind of a record that a stage could not take. */
const poisonKind = 'poison';
/** Kind that a reader gets in the place of a record that the disk gave back changed. Body: `DamagedRecord`. */
export const damagedKind = 'damaged';

export interface DamagedRecord {
  readonly reason: string;
  /** What was found, as text. */
  readonly found: string;
}

/** Stands where the record stood. Its time is 0: what a damaged disk says of time moves no clock. */
export function damagedRecord(place: Place, damage: DamagedRecord): StoredRecord {
  const id = hexId(damagedKind, place.stream, String(place.partition), String(place.offset));
  const nobody = { tenant: '', key: '', occurredAt: 0, receivedAt: 0 };
  return { v: 1, id, kind: damagedKind, ...nobody, body: damage, ...place };
}

export function damageOf(record: StoredRecord): AdapterError {
  return new AdapterError('record-damaged', (record.body as DamagedRecord).reason);
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

/** Of a record that can never be handled. What may be tried again, or a later version can read, is to be waited for. */
export function isPoison(thrown: unknown): boolean {
  return !isFault(thrown) || !(thrown.retryable || thrown.code === 'policy-newer');
}

export function wordsOf(thrown: unknown): { code: string; reason: string } {
  if (isFault(thrown)) return { code: thrown.code, reason: thrown.message };
  return { code: 'defect', reason: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'unknown' };
}
