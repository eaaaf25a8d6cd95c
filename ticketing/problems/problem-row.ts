// One problem as planning keeps it: what comes back, and what its records in the ticketing systems were told.
import type { Problem } from '../../domain/problem.ts';
import { ticketKey } from '../planning/planned-incident.ts';
import type { Occurrence } from './occurrence.ts';

export const problemTable = 'problem';
const listedIncidents = 50;

/** A problem, and what its records in the ticketing systems were told. */
export interface ProblemRow {
  readonly problem: Problem;
  /** Of the last operation planned, by problem sink. */
  readonly told: Readonly<Record<string, ProblemRecord>>;
}

/** Its record in one ticketing system. */
export interface ProblemRecord {
  readonly key: string;
  readonly seq: number;
  /** Counts up where the record before was closed beyond reopening, or deleted. */
  readonly generation: number;
}

/** What the record of a problem is the ticket of. */
export const problemUnit = 'problem';

/** A record that nothing was told yet. */
export function newRecord({ id: incident, tenant }: Problem, sink: string, generation: number): ProblemRecord {
  return { key: ticketKey({ tenant, incident, sink, unit: problemUnit, generation }), seq: 0, generation };
}

export function withIncident(row: ProblemRow, { incident, number, at }: Occurrence): ProblemRow {
  const { problem } = row;
  const incidents = [...problem.incidents, { incident, number, at }].slice(-listedIncidents);
  return { ...row, problem: { ...problem, incidents, count: problem.count + 1 } };
}
