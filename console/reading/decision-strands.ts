// Where the decisions about a subject are kept: any of the three projections may hold some.
import type { Decision } from '../../domain/decision.ts';
import { subjectPrefix } from '../projection/tables.ts';
import { places } from './projection-reader.ts';
import type { Strand } from './merge-scan.ts';

const kept = [places.alertDecision, places.incidentDecision, places.ticketDecision] as const;

export function decisionStrands(type: Decision['subject']['type'], id: string): Strand<readonly Decision[]>[] {
  const prefix = subjectPrefix(type, id);
  return kept.map((place) => ({ place, prefix, read: (row) => row as readonly Decision[] }));
}

/** Those about an incident and its situations. Alerts' own decisions stand at the alert. */
export function incidentDecisionStrands(
  incident: string,
  situations: readonly string[],
): Strand<readonly Decision[]>[] {
  const about = situations.map((id) => ({ type: 'situation', id }) as const);
  return [
    ...decisionStrands('incident', incident),
    ...about.map(({ type, id }) => ({
      place: places.incidentDecision,
      prefix: subjectPrefix(type, id),
      read: (row: unknown) => row as readonly Decision[],
    })),
  ];
}
