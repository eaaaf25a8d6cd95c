// What a review of one incident looks at and answers, and the questions about an incident that several steps ask.
import type { Decision, Reason } from '../../domain/decision.ts';
import { isMajorNow as isMajor, type Incident } from '../../domain/incident.ts';
import type { NoticeKind } from '../../domain/notice.ts';
import type { NotifyPolicy, SlaNotices } from '../../domain/notify-policy.ts';
import type { NotifiedIncident, SlaWarning } from './notified-incident.ts';
import type { SlaWatch } from './sla-watch.ts';
import type { PlannedWindow } from './withhold.ts';

export interface Scene {
  readonly incident: Incident;
  readonly notify: NotifyPolicy;
  readonly windows: readonly PlannedWindow[];
  /** Logical time. */
  readonly now: number;
  /** Null: nobody is warned of promises that run out. */
  readonly sla: SlaScene | null;
}

export interface SlaScene {
  readonly notices: SlaNotices;
  /** When a share more is used up. */
  readonly nextAt: number | null;
  /** How long after its last alert an incident that judging ends by itself is open at most. */
  readonly settleMs: number;
}

export interface Finding {
  readonly outcome: string;
  readonly reason: Reason;
  readonly evidence: Decision['evidence'];
}

/** Somebody is to be told; that it was done is a decision of its own, with all who were told. */
export interface Want {
  readonly recipient: string;
  readonly kind: NoticeKind;
  /** Of `sla`. */
  readonly warnings?: readonly SlaWarning[];
}

export interface Review {
  readonly row: NotifiedIncident;
  /** Null: as `sla` of the scene, or the incident was merged. */
  readonly watch: SlaWatch | null;
  readonly wants: readonly Want[];
  readonly findings: readonly Finding[];
  /** When time alone may change the answer; null: never. */
  readonly dueAt: number | null;
}

export type Step = (scene: Scene, so: Review) => Review;

/** Of one that is still worked on: people are called for no other. */
export function isMajorNow(incident: Incident): boolean {
  return incident.state === 'open' && isMajor(incident);
}

/** Who took it, by console, link or ticket; null: nobody. */
export function takenBy({ acknowledgedBy, assignee }: Incident): string | null {
  return acknowledgedBy ?? assignee ?? null;
}

/** P1, P2 and majors are worth a message; what else there is stands in its ticket. */
export function isUrgent(incident: Incident): boolean {
  return incident.state === 'open' && (incident.priority <= 2 || isMajorNow(incident));
}

/** Whether people hear when its promised times run out. */
export function isWarnedOf({ state, priority }: Incident, notices: SlaNotices | null): boolean {
  return state === 'open' && notices !== null && notices.priorities.includes(priority);
}

export function crisisOf({ crisis, recipients }: NotifyPolicy): string[] {
  return crisis.filter((recipient) => Object.hasOwn(recipients, recipient));
}

export function sooner(dueAt: number | null, at: number): number {
  return dueAt === null ? at : Math.min(dueAt, at);
}

export function wantsOf(recipients: readonly string[], want: Omit<Want, 'recipient'>): Want[] {
  return [...new Set(recipients)].map((recipient) => ({ recipient, ...want }));
}
