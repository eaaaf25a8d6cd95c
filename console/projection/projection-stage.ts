// A write-only stage: each record becomes rows, nothing is read back and nothing is written to the log.
import type { StoredRecord } from '../../domain/record.ts';
import type { Stage } from '../../domain/ports/stage.ts';
import { RowBuffer } from './row-buffer.ts';
import type { ProjectionName } from './tables.ts';

export type Project = (record: StoredRecord, rows: RowBuffer) => void;

export function projectionStage(name: ProjectionName, project: Project): Stage {
  const rows = new RowBuffer();
  return {
    name,
    writeOnly: true,
    restore: () => undefined,
    apply: ({ record }) => {
      project(record, rows);
    },
    take: () => ({ rows: rows.take(), out: [] }),
    nextDueAt: () => null,
  };
}
