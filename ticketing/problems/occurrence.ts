// One incident as experience remembers it: what failed, which services it hit, who ended it and how.
import type { Incident } from '../../domain/incident.ts';
import type { Failure } from '../../domain/problem.ts';
import { failureKey, failureOf } from './failure-of.ts';

export interface Occurrence {
  readonly incident: string;
  readonly number: string;
  readonly tenant: string;
  /** Null: its cause is not clear yet. */
  readonly failure: Failure | null;
  /** Since when the failure has stood so, logical time. */
  readonly since: number;
  /** It counts, with this failure, whatever the ranking says later. */
  readonly settled: boolean;
  readonly at: number;
  /** Ids of the services hit. */
  readonly services: readonly string[];
  /** Null: still open. */
  readonly endedAt: number | null;
  /** Who had it in charge; null: nobody. */
  readonly by: string | null;
  /** What people wrote last on its ticket, or gave as its solution; null: nothing. */
  readonly solution: string | null;
}

export function keyOfOccurrence({ tenant, failure }: Pick<Occurrence, 'tenant' | 'failure'>): string | null {
  return failure === null ? null : failureKey(tenant, failure);
}

function isSame(a: Failure | null, b: Failure | null): boolean {
  return a?.ci === b?.ci && a?.kind === b?.kind;
}

/** Null: nothing that is remembered changed. */
export function occurrenceOf(incident: Incident, before: Occurrence | undefined, now: number): Occurrence | null {
  const { id, number, tenant, incidentAt, services, resolvedAt, assignee, acknowledgedBy } = incident;
  const found = before?.settled === true ? before.failure : failureOf(incident);
  const kept = before !== undefined && isSame(before.failure, found);
  const after: Occurrence = {
    ...{ incident: id, number, tenant },
    failure: kept ? before.failure : found,
    since: kept ? before.since : now,
    settled: before?.settled ?? false,
    at: incidentAt,
    services: services.map((service) => service.id).sort(),
    endedAt: incident.state === 'open' ? null : (resolvedAt ?? now),
    by: assignee ?? acknowledgedBy,
    solution: before?.solution ?? null,
  };
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? null : after;
}
