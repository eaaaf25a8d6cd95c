// What alerting remembers of one fingerprint: the episode that is open, the last one that ended, recent changes.
import type { Alert, AlertChange } from '../../domain/alert.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Event, SourceType } from '../../domain/event.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Binder } from '../cmdb/bind.ts';
import type { Rate } from './everyday.ts';

/** While an alert flaps, its source's changes move only this. */
export interface Flap {
  /** Whether the source says at present that the problem stands. */
  readonly asserted: boolean;
  /** Logical time of the last change. */
  readonly changedAt: number;
  /** When the last clear happened; null if none came since it flaps. */
  readonly clearedAt: number | null;
}

export interface OpenEpisode {
  readonly alert: Alert;
  /** The source's own key of this opening; null if it gives none. */
  readonly episode: string | null;
  readonly clock: Event['clock'];
  /** Lease or quiet time that the source's profile gives; null: the policy's. */
  readonly withinMs: number | null;
  readonly hints: readonly string[];
  readonly peer: string | null;
  readonly flap: Flap | null;
  /** The older episode whose clear was told of last: its repeats say nothing new. */
  readonly olderClear: string | null;
}

export interface EndedEpisode {
  readonly episode: string | null;
  /** Null: its clear came, its problem never did. */
  readonly alert: string | null;
  readonly openedAt: number | null;
  readonly clearedAt: number;
  readonly endedBy: 'clear' | 'lease' | 'quiet';
  /** Logical time: what forgetting counts from. */
  readonly endedAt: number;
}

/** A row of table `condition`, keyed `tenant/fingerprint`. */
export interface Condition {
  readonly tenant: string;
  readonly fingerprint: string;
  readonly open: OpenEpisode | null;
  readonly ended: EndedEpisode | null;
  /** Source times of the latest openings and clears, newest last, no more than flapping needs. */
  readonly changedAt: readonly number[];
  /** How often it is told; absent where somebody ends it. */
  readonly rate?: Rate;
}

/** What every fold may read besides the condition and the event. */
export interface FoldContext {
  /** Logical time. */
  readonly now: number;
  readonly policy: Policy['alerts'];
  readonly sourceType: SourceType;
  readonly bind: Binder;
  /** Id of the record that carries the event. */
  readonly record: string;
  /** Everyday noise of its host, as of this event. */
  readonly everyday: boolean;
}

/** A decision before it has its id and time. */
export type Saying = Omit<Decision, 'id' | 'at'>;

export interface Folded {
  readonly condition: Condition;
  readonly changes: readonly AlertChange[];
  readonly sayings: readonly Saying[];
}

export function emptyCondition(tenant: string, fingerprint: string): Condition {
  return { tenant, fingerprint, open: null, ended: null, changedAt: [] };
}

export function conditionKey(tenant: string, fingerprint: string): string {
  return `${tenant}/${fingerprint}`;
}

/** Nothing to tell anyone. */
export function silently(condition: Condition): Folded {
  return { condition, changes: [], sayings: [] };
}

export function sayOf(alert: Alert, outcome: string, said: Pick<Saying, 'reason' | 'evidence'>): Saying {
  return { subject: { type: 'alert', id: alert.id }, outcome, ...said };
}
