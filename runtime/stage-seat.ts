// What an owner of a stage is given: the stage, where it reads and commits, and whom it tells.
import type { Clock } from '../domain/ports/clock.ts';
import type { EventLog } from '../domain/ports/event-log.ts';
import type { Stage } from '../domain/ports/stage.ts';
import type { StateStore } from '../domain/ports/state-store.ts';
import type { StreamName } from '../domain/record.ts';
import type { KnownControls } from './controls-in-force.ts';
import type { ControlBodies } from './log/control-bodies.ts';
import type { SnapshotTold } from './snapshots/stage-snapshots.ts';
import type { Snapshots } from './snapshots/snapshots.ts';
import type { RebuildReason } from './stage-standing.ts';

export interface StageSeat {
  /** A new stage each time: one that threw may be half changed, and is put away. It goes by what it had come past. */
  readonly create: (known: KnownControls) => Stage;
  readonly input: StreamName;
  readonly partition?: number;
  /**
   * Whether this owner tells the input stream the time. One owner per stream does; another may tell it `when-due`, at
   * its own timers alone.
   */
  readonly ticks: boolean | 'when-due';
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly controls: ControlBodies;
  /** Absent: the state is as durable as the log, and needs no copy in it. */
  readonly snapshots?: Snapshots;
  readonly onSnapshot?: (told: SnapshotTold) => void;
  /** Why the stage starts again from the first record that the log holds. */
  readonly onRebuild?: (told: { stage: string; reason: RebuildReason }) => void;
  readonly onPoison?: (told: {
    stage: string;
    stream: StreamName;
    offset: number;
    code: string;
    reason: string;
  }) => void;
}
