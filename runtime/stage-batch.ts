// One batch through one stage, without a commit: what changed, what goes out, or which record it cannot take.
import type { Outgoing, RowChange } from '../domain/ports/state-store.ts';
import type { Stage, StageInput } from '../domain/ports/stage.ts';

export interface BatchChanges {
  readonly rows: RowChange[];
  /** With the offset of the record that led to it, as near as it is known. */
  readonly out: { readonly offset: number; readonly outgoing: Outgoing }[];
}

export interface Poison {
  readonly input: StageInput;
  readonly thrown: unknown;
}

export type BatchResult = { readonly changes: BatchChanges } | { readonly poison: Poison };

/**
 * `singly` takes after each record, so that outputs carry the very offset that led to them, however records are
 * batched: what an earlier life already wrote then falls under its high-water mark. Else the whole batch is taken at
 * once, which writes a row that changes many times only once.
 */
export function applyBatch(stage: Stage, inputs: readonly StageInput[], singly: boolean): BatchResult {
  const changes: BatchChanges = { rows: [], out: [] };
  const last = inputs.at(-1);
  for (const input of inputs) {
    try {
      stage.apply(input);
    } catch (thrown) {
      return { poison: { input, thrown } };
    }
    if (singly || input === last) takeInto(changes, stage, input.record.offset);
  }
  const isTakenOnce = !singly || inputs.length <= 1;
  return { changes: { rows: isTakenOnce ? changes.rows : lastOfEach(changes.rows), out: changes.out } };
}

function takeInto(changes: BatchChanges, stage: Stage, offset: number): void {
  const { rows, out } = stage.take();
  for (const row of rows) changes.rows.push(row);
  for (const outgoing of out) changes.out.push({ offset, outgoing });
}

/** A row that changed more than once is written once, as it came out last. */
function lastOfEach(rows: readonly RowChange[]): RowChange[] {
  const last = new Map<string, RowChange>();
  for (const row of rows) last.set(`${row.table}\n${row.key}`, row);
  return [...last.values()];
}
