// The snapshots of one seat: taken when they are due, and what a life begins from when its state is lost or too old.
import { isFault } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StageState, StateStore } from '../../domain/ports/state-store.ts';
import type { StreamName } from '../../domain/record.ts';
import { isSnapshotDue } from './snapshot-rule.ts';
import type { Search, Snapshots } from './snapshots.ts';

export type SnapshotTold =
  | {
      readonly stage: string;
      readonly did: 'kept' | 'restored';
      readonly offset: number;
      readonly refused: Search['refused'];
    }
  /** Tried again when the next one is due; or: an older one is all that there is. */
  | {
      readonly stage: string;
      readonly did: 'not-kept' | 'not-found';
      readonly why: string;
      readonly refused: Search['refused'];
    };

export interface SnapshotSeat {
  readonly snapshots: Snapshots;
  readonly stage: string;
  readonly input: StreamName;
  readonly partition: number;
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly onTold: (told: SnapshotTold) => void;
}

export class StageSnapshots {
  readonly #seat: SnapshotSeat;
  #records = 0;
  #sinceMs: number;
  #isFirst = true;

  constructor(seat: SnapshotSeat) {
    this.#seat = seat;
    this.#sinceMs = seat.clock.now();
  }

  /**
   * Where the stage stands, after it was brought to the newest snapshot that fits if its state is not there, or the log
   * no longer holds what comes after it. `stood` as it was, where nothing better is found.
   */
  async bringBack(
    stood: StageState | null,
    { epoch, end, log }: { epoch: number; end: number; log: string },
  ): Promise<StageState | null> {
    const { snapshots, stage, partition, store, onTold } = this.#seat;
    const missing = await this.#missing(stood);
    if (stood !== null && missing === 0) return stood;
    const { found, refused } = await snapshots.newest({ stage, partition, log, end });
    if (found === null || found.head.offset <= (stood?.offset ?? 0)) {
      if (missing > 0 || refused.length > 0)
        onTold({ stage, did: 'not-found', why: `${missing} records that come next are gone from the log`, refused });
      return stood;
    }
    const { offset, chain } = found.head;
    await store.reset(stage, partition);
    await store.commit({ stage, partition, epoch, log, offset, chain, rows: found.rows, out: [] });
    onTold({ stage, did: 'restored', offset, refused });
    return { offset, epoch, log, chain };
  }

  /** The stage has committed: `state` is what the store holds. */
  async committed(records: number, state: StageState): Promise<void> {
    this.#records += records;
    const { clock, snapshots, stage, partition, store, onTold } = this.#seat;
    const atMs = clock.now();
    if (!isSnapshotDue({ records: this.#records, ms: atMs - this.#sinceMs, isFirst: this.#isFirst })) return;
    this.#sinceMs = atMs;
    try {
      const head = await snapshots.keep(store, state, { stage, partition, atMs });
      if (head === null) return;
      this.#records = 0;
      this.#isFirst = false;
      onTold({ stage, did: 'kept', offset: state.offset, refused: [] });
    } catch (thrown) {
      if (!isFault(thrown) || !thrown.retryable) throw thrown;
      onTold({ stage, did: 'not-kept', why: `${thrown.code}: ${thrown.message}`, refused: [] });
    }
  }

  /** How many records that come next retention took. */
  async #missing(stood: StageState | null): Promise<number> {
    const { log, input, partition } = this.#seat;
    const offset = stood?.offset ?? 0;
    const [next] = await log.read(input, partition, offset, 1);
    return next === undefined ? 0 : Math.max(0, next.offset - offset);
  }
}
