// Whether a unit of work may be committed at all: by its owner, and going forward.
import { AdapterError } from '../../domain/errors.ts';
import type { UnitOfWork } from '../../domain/ports/state-store.ts';

export interface Standing {
  readonly epoch: number;
  /** Of the last commit; null: none yet. */
  readonly offset: number | null;
}

export type CommitRefusal = 'epoch-fenced' | 'offset-replayed';

export function refuseCommit(unit: Pick<UnitOfWork, 'epoch' | 'offset'>, standing: Standing): CommitRefusal | null {
  if (unit.epoch < standing.epoch) return 'epoch-fenced';
  if (standing.offset !== null && unit.offset <= standing.offset) return 'offset-replayed';
  return null;
}

const texts: Record<CommitRefusal, string> = {
  'epoch-fenced': 'another owner has claimed this stage since',
  'offset-replayed': 'the stage already committed this offset',
};

export function commitRefused(code: CommitRefusal, stage: string): AdapterError {
  return new AdapterError(code, `${stage}: ${texts[code]}`);
}
