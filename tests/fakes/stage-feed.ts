// Records of `incidents` for one stage under test, one after the other; its rows are kept as a store would.
import type { Stage, StageInput } from '../../domain/ports/stage.ts';
import type { Outgoing, Row } from '../../domain/ports/state-store.ts';
import type { StoredRecord } from '../../domain/record.ts';

export interface Fed {
  readonly kind: string;
  readonly body: unknown;
  /** Epoch ms, of source and receipt. */
  readonly at: number;
  readonly key?: string;
  readonly control?: StageInput['control'];
}

export class StageFeed {
  /** By `table/key`. */
  readonly rows = new Map<string, Row>();
  /** Of the next record. */
  offset = 0;

  /** What the stage writes upon this record. */
  give(stage: Stage, { kind, body, at, key = 'x', control }: Fed): readonly Outgoing[] {
    const record: StoredRecord = {
      ...{ v: 1, id: `r${String(this.offset)}`, tenant: 'acme', key, kind, occurredAt: at, receivedAt: at, body },
      ...{ stream: 'incidents', partition: 0, offset: this.offset },
    };
    this.offset += 1;
    stage.apply({ record, ...(control && { control }) });
    const { rows, out } = stage.take();
    for (const { table, key: row, json } of rows) {
      if (json === null) this.rows.delete(`${table}/${row}`);
      else this.rows.set(`${table}/${row}`, { table, key: row, json });
    }
    return out;
  }
}
