// Problems a page at a time, newest first: what comes back, how often, and where its records are.
import type { Problem } from '../../domain/problem.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import { failureName } from '../../ticketing/wording/failure-words.ts';
import { instantOrNull } from '../reading/alert-entry.ts';
import { places } from '../reading/projection-reader.ts';
import type { ProblemPage, ProblemRow } from './problem-contract.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { ticketLink, ticketStates } from './ticket-row.ts';
import type { View } from './view.ts';

interface Asked {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly state: ProblemRow['state'] | 'all';
}

export async function listProblems({ limit, after: cursor, state }: Asked, view: View): Promise<ProblemPage> {
  const after = readCursor(cursor);
  const scan = { limit, descending: true, ...(after === null ? {} : { after }) };
  const found = await view.reader.scan(places.problem, scan);
  const wanted = found.filter(({ row }) => state === 'all' || row.state === state);
  const items = await Promise.all(wanted.map(({ row }) => problemRow(row, view)));
  return { items, next: found.length < limit ? null : writeCursor(found.at(-1)?.key ?? null) };
}

/** By id, or by number as people say it (`PRB-2`). */
export async function findProblem(id: string, { reader }: View): Promise<Problem | null> {
  const number = /^PRB-(\d{1,12})$/u.exec(id)?.[1]?.padStart(12, '0');
  const key = number ?? (await reader.get(places.problemId, id));
  return key === null ? null : reader.get(places.problem, key);
}

export async function problemRow(problem: Problem, view: View): Promise<ProblemRow> {
  const { id, number, state, failure, by, count } = problem;
  const { ci, kind } = failure;
  const states = await ticketStates(id, view);
  return {
    ...{ id, number, state, name: failureName(failure, view.language), ci, kind, by, count },
    proposedAt: rfc3339(problem.proposedAt),
    openedAt: instantOrNull(problem.openedAt),
    closedAt: instantOrNull(problem.closedAt),
    incidents: problem.incidents.map((each) => ({ ...each, at: rfc3339(each.at) })),
    tickets: states.map(ticketLink),
  };
}
