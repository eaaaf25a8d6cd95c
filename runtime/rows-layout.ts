// The layout in which the rows of a stage are kept: rows of another one are not read, the log is.
import type { Row, StateStore } from '../domain/ports/state-store.ts';

/**
 * Raised when a stage, or an owner, keeps rows that an earlier program would misread, or the other way round; state and
 * snapshots of another number are put away and made again from the log. `tests/histories` holds rows of this number.
 */
export const rowsLayout = 2;

/** A row of the owner's own among those of the stage, committed with the first of a life that finds none. */
export const layoutTable = 'rows-layout';
const layoutKey = 'layout';

/** Whether the rows that a store holds are of this layout. None said so before there was a second. */
export async function isOwnLayout(store: StateStore, stage: string, partition: number): Promise<boolean> {
  return (await store.get(stage, partition, layoutTable, layoutKey)) === String(rowsLayout);
}

export function layoutRow(): Row {
  return { table: layoutTable, key: layoutKey, json: String(rowsLayout) };
}
