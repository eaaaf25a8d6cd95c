// The little of an incident that its life and its clocks depend on, so that time alone can move them on.
import type { Incident } from '../../domain/incident.ts';

type Kept = Pick<
  Incident,
  | 'id'
  | 'tenant'
  | 'state'
  | 'priority'
  | 'incidentAt'
  | 'resolvedAt'
  | 'resolvedBy'
  | 'acknowledgedBy'
  | 'acknowledgedAt'
  | 'team'
>;

export interface LifeFacts extends Kept {
  readonly assignee: string | null;
  readonly isCauseClear: boolean;
  readonly wasMajor: boolean;
  /** When the service that counts most is promised; null: always, or no service is hit. */
  readonly hours: string | null;
}

const rank: Readonly<Record<string, number>> = { critical: 0, high: 1, medium: 2 };

/** The most critical, then the one with most users. */
function worstService({ services }: Incident): Incident['services'][number] | undefined {
  return [...services].sort(
    (a, b) => (rank[a.criticality] ?? 3) - (rank[b.criticality] ?? 3) || b.users - a.users || (a.id < b.id ? -1 : 1),
  )[0];
}

export function lifeFactsOf(incident: Incident): LifeFacts {
  const { id, tenant, state, priority, incidentAt, resolvedAt, resolvedBy } = incident;
  const { acknowledgedBy, acknowledgedAt, team, assignee = null } = incident;
  return {
    ...{ id, tenant, state, priority, incidentAt, resolvedAt, resolvedBy, acknowledgedBy, acknowledgedAt, team },
    assignee,
    isCauseClear: incident.rootClear && incident.rootCandidates.length > 0,
    wasMajor: incident.major !== null,
    hours: worstService(incident)?.hours ?? null,
  };
}
