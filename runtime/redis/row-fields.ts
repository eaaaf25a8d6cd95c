// Rows of all tables of a stage in one hash and one order: a field is table, NUL, key, so that byte order is theirs.
import type { Row, Scan } from '../../domain/ports/state-store.ts';
import { decodeKey, encodeKey, endOfPrefix } from '../state/key-order.ts';

/** No encoded key holds it, and it stands before every other character. */
const seam = '\u0000';

export function fieldOf(table: string, key: string): string {
  return `${encodeKey(table)}${seam}${encodeKey(key)}`;
}

export function rowOf(field: string, json: string): Row {
  const at = field.indexOf(seam);
  return { table: decodeKey(field.slice(0, at)), key: decodeKey(field.slice(at + 1)), json };
}

/** Bounds as ZRANGEBYLEX wants them. */
export interface FieldRange {
  readonly from: string;
  readonly to: string;
}

export function rangeOf(table: string, { prefix = '', after, descending = false }: Scan): FieldRange {
  const of = `${encodeKey(table)}${seam}`;
  const first = `${of}${encodeKey(prefix)}`;
  const end = `${of}${endOfPrefix(prefix)}`;
  if (after === undefined) return { from: `[${first}`, to: `(${end}` };
  const bound = `${of}${encodeKey(after)}`;
  if (descending) return { from: `[${first}`, to: `(${bound < end ? bound : end}` };
  return { from: bound < first ? `[${first}` : `(${bound}`, to: `(${end}` };
}

/** All rows that stand after this one; null: all. */
export function rangeAfter(last: Row | null): FieldRange {
  return { from: last === null ? '-' : `(${fieldOf(last.table, last.key)}`, to: '+' };
}
