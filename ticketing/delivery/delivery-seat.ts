// What delivery is given, and what it tells of itself.
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { TicketOperation } from '../../domain/ticket.ts';
import type { TicketSink } from '../sink.ts';
import type { Answer } from './caller.ts';

export interface DeliverySeat {
  readonly log: EventLog;
  readonly store: StateStore;
  readonly clock: Clock;
  /** By the name that operations carry. */
  readonly sinks: ReadonlyMap<string, TicketSink>;
  /**
   * False: another process may have taken delivery over, as after a pause. Nothing is sent any more: an INFLIGHT of ours
   * is in doubt to the successor, who looks it up. Absent: delivery is nobody else's.
   */
  readonly mayCall?: () => boolean;
  /** A record or an operation that can't be served; the run goes on. */
  readonly onTrouble?: (told: {
    readonly code: string;
    readonly offset: number | null;
    readonly message: string;
  }) => void;
}

export interface SentErrand {
  readonly lane: string;
  readonly operation: TicketOperation;
  readonly find: boolean;
  readonly again: boolean;
}

export interface Returned extends Answer {
  readonly errand: SentErrand;
}

/** How one ticketing system stands. */
export interface SinkStanding {
  readonly sink: string;
  /** Operations not carried out yet. */
  readonly backlog: number;
  /** When the oldest of them was planned, epoch ms; null: none waits. */
  readonly oldestAt: number | null;
  readonly inTheAir: number;
  readonly state: 'working' | 'resting' | 'paused';
}

export interface DeliveryStanding {
  readonly ready: number;
  readonly waiting: number;
  readonly blocked: number;
  readonly inTheAir: number;
  /** Names of sinks that are not called for now. */
  readonly resting: readonly string[];
}
