// A situation as other rooms see it.
import type { Situation } from '../../domain/incident.ts';
import type { SituationRow } from './working-rows.ts';

export interface SituationEnd {
  readonly closedAt: number;
  readonly mergedInto: string | null;
  /** Why it never had an incident; null if it had one. */
  readonly without: string | null;
}

export function situationView(row: SituationRow, end: SituationEnd | null): Situation {
  const home = row.incident ?? row.gathered?.incident ?? null;
  return {
    id: row.id,
    tenant: row.tenant,
    openedAt: row.firstAlertAt,
    closedAt: end?.closedAt ?? null,
    incident: home,
    mergedInto: end?.mergedInto ?? null,
    rootCandidates: row.rootCandidates,
    without: home !== null ? null : end === null ? 'held' : end.without,
    ...(row.leftStorm === undefined ? {} : { leftStorm: row.leftStorm }),
  };
}
