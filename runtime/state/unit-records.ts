// The outgoing records of a unit of work, by stream, each with the provenance that makes its repeat known.
import type { UnitOfWork } from '../../domain/ports/state-store.ts';
import type { LogRecord, StreamName } from '../../domain/record.ts';
import { withProvenance } from '../log/record-line.ts';

/** A record without provenance gets the unit's own: its last offset read, and its place among the unit's records. */
export function unitRecords(unit: UnitOfWork): Map<StreamName, LogRecord[]> {
  const byStream = new Map<StreamName, LogRecord[]>();
  unit.out.forEach(({ stream, record }, seq) => {
    const from = { stage: unit.stage, partition: unit.partition, offset: unit.offset - 1, seq };
    const stamped = record.from === undefined ? withProvenance(record, from) : record;
    const records = byStream.get(stream);
    if (records === undefined) byStream.set(stream, [stamped]);
    else records.push(stamped);
  });
  return byStream;
}
