// Rows that the owner of a stage keeps among the stage's own: the stage itself knows nothing of them.
import type { Row } from '../domain/ports/state-store.ts';
import { controlTable } from './controls-in-force.ts';
import { inputMarkTable } from './input-marks.ts';
import { layoutTable } from './rows-layout.ts';

const ownerTables: ReadonlySet<string> = new Set([inputMarkTable, controlTable, layoutTable]);

export function withoutOwnerRows(rows: readonly Row[]): readonly Row[] {
  return rows.some(({ table }) => ownerTables.has(table)) ? rows.filter(({ table }) => !ownerTables.has(table)) : rows;
}
