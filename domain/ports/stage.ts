// A pure step of the pipeline: told records in order, it changes its rows and says what to write next.
import type { Cmdb } from '../cmdb.ts';
import type { Policy } from '../policy.ts';
import type { StoredRecord } from '../record.ts';
import type { Outgoing, Row, RowChange } from './state-store.ts';

/** A record together with the control body that the shell loaded for it, where it is a control pointer. */
export interface StageInput {
  readonly record: StoredRecord;
  readonly control?:
    { readonly kind: 'cmdb'; readonly body: Cmdb } | { readonly kind: 'policy'; readonly body: Policy };
}

export interface StageChanges {
  readonly rows: readonly RowChange[];
  readonly out: readonly Outgoing[];
}

/**
 * No promise, clock, environment, randomness or locale inside. `apply` may change the stage's own working state;
 * `take` hands over everything changed since the last `take` and forgets it.
 */
export interface Stage {
  readonly name: string;
  /** True for a stage that only writes rows and never reads them back: nothing is restored. */
  readonly writeOnly: boolean;
  restore(rows: Iterable<Row>): void;
  apply(input: StageInput): void;
  take(): StageChanges;
  /** Epoch ms of the next timer, null if none: the owner appends a tick then (1 s grain), else one a minute. */
  nextDueAt(): number | null;
}
