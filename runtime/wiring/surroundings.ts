// What every part of a running Vigie stands on.
import type { Logger } from 'pino';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface Surroundings {
  readonly log: EventLog;
  readonly store: StateStore;
  /** Of records and decisions: told, in a demo. */
  readonly clock: Clock;
  /** Of everything that has to do with the machine: real. */
  readonly pace: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}
