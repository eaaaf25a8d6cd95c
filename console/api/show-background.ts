// What experience has to say of an incident: how often it happened, its problem, and how it ended before.
import type { Incident } from '../../domain/incident.ts';
import type { Problem } from '../../domain/problem.ts';
import { rfc3339 } from '../../domain/zoned-time.ts';
import type { Background } from '../../ticketing/compose/background-part.ts';
import { occurrenceTable } from '../../ticketing/problems/occurrences.ts';
import type { Occurrence } from '../../ticketing/problems/occurrence.ts';
import { problemTable } from '../../ticketing/problems/problem-row.ts';
import type { ProblemRow } from '../../ticketing/problems/problem-row.ts';
import { failureNow, recurredOf } from '../../ticketing/problems/recurred.ts';
import { seenBefore } from '../../ticketing/problems/seen-before.ts';
import { failureName } from '../../ticketing/wording/failure-words.ts';
import { failureKey } from '../../ticketing/problems/failure-of.ts';
import type { Place } from '../reading/projection-reader.ts';
import type { BackgroundView } from './background-contract.ts';
import type { View } from './view.ts';

/** Planning's own rows: it alone remembers past incidents so. */
const planning = 'planning';
const occurrences: Place<Occurrence> = { stage: planning, table: occurrenceTable };
const problems: Place<ProblemRow> = { stage: planning, table: problemTable };

/** As a ticket that is opened now would say it. */
export async function backgroundOf(incident: Incident, { reader, policy, now }: View): Promise<Background> {
  const past: Occurrence[] = [];
  for await (const { row } of reader.all(occurrences)) if (typeof row === 'object') past.push(row);
  const failure = failureNow(
    incident,
    past.find((row) => row.incident === incident.id),
  );
  const known = failure === null ? null : await reader.get(problems, failureKey(incident.tenant, failure));
  const problemOf = (): Problem | null => known?.problem ?? null;
  const recurred = recurredOf(incident, { past, problemOf, now, policy: policy.problems });
  return { recurred, seen: seenBefore(incident, past) };
}

export function backgroundView({ recurred, seen }: Background, { language }: Pick<View, 'language'>): BackgroundView {
  const problem = recurred?.problem ?? null;
  return {
    recurred:
      recurred === null
        ? null
        : {
            ...{ nth: recurred.nth, withinMs: recurred.withinMs, name: failureName(recurred.failure, language) },
            problem: problem === null ? null : { id: problem.id, number: problem.number, state: problem.state },
          },
    seen: seen.map(({ occurrence, like }) => {
      const { incident, number, at, endedAt, by, solution } = occurrence;
      return { incident, number, like, at: rfc3339(at), tookMs: endedAt === null ? null : endedAt - at, by, solution };
    }),
  };
}
