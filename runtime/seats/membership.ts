// Which partitions are this process's to work on: all of them where it is alone, those that a group gives it where it is not.
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StreamName } from '../../domain/record.ts';

export interface Place {
  readonly stream: StreamName;
  readonly partition: number;
}

export interface Joining {
  /** Of the processes that share these streams. */
  readonly group: string;
  readonly streams: readonly StreamName[];
  /** Everything that is ours from now on; called again whenever it changes. */
  readonly onPlaces: (places: readonly Place[]) => void;
}

export interface Member {
  /** False once the others may believe us dead and have taken our places: nothing new may be begun. */
  isAlive(): boolean;
  /** Rejects when this process can be no member any more. */
  readonly failed: Promise<never>;
  leave(): Promise<void>;
}

export interface Membership {
  /** Resolves once the first places were told. */
  join(joining: Joining): Promise<Member>;
}

/** The data folder belongs to one process, and so does every partition. */
export function aloneWith(log: EventLog): Membership {
  return {
    join: async ({ streams, onPlaces }) => {
      onPlaces(
        streams.flatMap((stream) =>
          Array.from({ length: log.partitions(stream) }, (_, partition) => ({ stream, partition })),
        ),
      );
      return { isAlive: () => true, failed: new Promise<never>(() => undefined), leave: async () => undefined };
    },
  };
}
