// What a gathered situation and the summary that gathers it carry besides what every situation does.
import type { Incident, StormPlace } from '../../../domain/incident.ts';
import type { Severity } from '../../../domain/severity.ts';

export interface Gathered {
  /** The summary, and its incident. */
  readonly storm: string;
  readonly incident: string;
  /** Why it deserves an incident. */
  readonly deserved: {
    readonly why: 'critical-service' | 'severity' | 'hold-over';
    readonly severity: Severity;
    readonly holdMs: number;
    readonly service: string | null;
  };
  /** As it was judged last. */
  readonly judged: Judged;
  /** It is to have an incident of its own at its next look. */
  readonly release?: 'calm' | 'person';
}

export interface Judged extends Pick<
  Incident,
  'priority' | 'priorityCap' | 'impact' | 'impactBecause' | 'urgency' | 'urgencyBecause'
> {
  readonly rule: string | null;
  /** Services hit. */
  readonly services: readonly { readonly id: string; readonly name: string }[];
}

export interface Storm {
  readonly place: StormPlace;
  /** When the first of those began that made it a storm. */
  readonly since: number;
  /** When members were split out last because it is over; null: not yet. */
  readonly releasedAt: number | null;
  /** Services that those who were split out took along: they are not back. */
  readonly takenAlong: readonly string[];
}
