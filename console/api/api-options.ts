// What the console's API is built on: ports, who it speaks for, and what only the running process knows.
import type { Cmdb } from '../../domain/cmdb.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EventLog } from '../../domain/ports/event-log.ts';
import type { StateStore } from '../../domain/ports/state-store.ts';
import type { Language } from '../../ticketing/wording/language.ts';
import type { Status } from './status-contract.ts';

/** When a source last spoke, as the doors know it; a resend changes no row, so rows alone would say too old. */
export interface SourceHeard {
  readonly source: string;
  readonly lastEventAt: number;
}

/** How one ticketing system stands, as delivery knows it. */
export interface SinkStands {
  readonly sink: string;
  /** Operations not carried out yet. */
  readonly backlog: number;
  /** When the oldest of them was planned, epoch ms. */
  readonly oldestAt: number | null;
  readonly state: 'working' | 'resting' | 'paused';
}

export interface ApiOptions {
  readonly store: StateStore;
  readonly log: EventLog;
  /** The clock that the pages show: told, in a demo. Stamps commands. */
  readonly clock: Clock;
  /** Paces the live stream: real time. */
  readonly pace: Clock;
  readonly version: string;
  readonly tenant: string;
  readonly language: Language;
  readonly timezone: string;
  /** Epoch ms. */
  readonly startedAt: number;
  /** The one in force. */
  readonly cmdb: () => Cmdb;
  /** The one in force. */
  readonly policy: () => Policy;
  readonly sources: () => readonly SourceHeard[];
  readonly sinks: () => readonly SinkStands[];
  /** Why rules and CMDB as they are now were refused; null: they are in force. */
  readonly faults: () => { readonly rules: Status['rulesFault']; readonly cmdb: Status['cmdbFault'] };
  readonly demo: () => Status['demo'];
  /** Stages whose rows `?hash=1` sums up. */
  readonly hashedStages: readonly string[];
}
