// Where the records that a stage writes come from: by that the log drops what it has already.
import type { Outgoing } from '../domain/ports/state-store.ts';
import { withProvenance } from './log/record-line.ts';
import type { BatchChanges } from './stage-batch.ts';

export interface Origin {
  readonly stage: string;
  readonly partition: number;
  /** Identity of the input log. */
  readonly log: string;
}

/** Provenance names the input log too: a log made anew starts at 0, and is not under the old one's marks. */
export function stamped(out: BatchChanges['out'], { stage, partition, log }: Origin): Outgoing[] {
  let seq = 0;
  let before = -1;
  return [...out]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, outgoing: { stream, record } }) => {
      seq = offset === before ? seq + 1 : 0;
      before = offset;
      const from = record.from ?? { stage, partition, offset, seq };
      return { stream, record: withProvenance(record, { ...from, stage: `${from.stage}@${log}` }) };
    });
}
