// Where the decisions about a subject are kept: any of the three projections may hold some.
import type { Decision } from '../../domain/decision.ts';
import { subjectPrefix, timeKey } from '../projection/tables.ts';
import { places, type ProjectionReader } from './projection-reader.ts';
import type { Strand } from './merge-scan.ts';

type Decisions = Strand<readonly Decision[]>;

const kept = [places.alertDecision, places.incidentDecision, places.ticketDecision] as const;
/** Each is a move from one situation to another: few. */
const mostMemberships = 100;

/** Of a subject that is no alert: those that stand under its name. */
export function decisionStrands(type: Decision['subject']['type'], id: string): Decisions[] {
  const stem = subjectPrefix(type, id);
  return kept.map((place) => ({ place, stem, prefix: stem, read: (row) => row as readonly Decision[] }));
}

/** Also those of its opening and of its joinings, which stand with those of other alerts. */
export async function alertDecisionStrands(reader: ProjectionReader, id: string): Promise<Decisions[]> {
  return [...decisionStrands('alert', id), ...(await sharedStrands(reader, id))];
}

/** What was decided about an alert together with others: when it opened, and when it joined. */
export async function sharedStrands(reader: ProjectionReader, id: string): Promise<Decisions[]> {
  const read = (row: unknown): readonly Decision[] =>
    (row as readonly Decision[]).filter(({ subject }) => subject.type === 'alert' && subject.id === id);
  const alert = await reader.alert(id);
  const stood = await reader.memberships(id, mostMemberships);
  const opening =
    alert === null ? [] : [{ place: places.opening, stem: '', prefix: timeKey(alert.firstReceivedAt), read }];
  const joining = stood.flatMap(({ situation, since }): Decisions[] => {
    const stem = `${situation ?? ''}/`;
    return situation === null ? [] : [{ place: places.joining, stem, prefix: stem + since, read }];
  });
  return [...opening, ...joining];
}

/** Those about an incident and its situations. Alerts' own decisions stand at the alert. */
export function incidentDecisionStrands(incident: string, situations: readonly string[]): Decisions[] {
  const about = situations.map((id): Decisions => {
    const stem = subjectPrefix('situation', id);
    return { place: places.incidentDecision, stem, prefix: stem, read: (row) => row as readonly Decision[] };
  });
  return [...decisionStrands('incident', incident), ...about];
}
