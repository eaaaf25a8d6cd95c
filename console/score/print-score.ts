// A score as a terminal shows it.
import type { Score } from './score-replay.ts';
import type { Verdict } from './verdict.ts';

export function printScore(score: Score): string {
  const { grouping, incidents, extras, violations } = score;
  const lines = [
    `pairwise precision     ${figure(grouping.precision)}`,
    `pairwise recall        ${figure(grouping.recall)}`,
    `pairwise F1            ${figure(grouping.f1)}`,
    `ARI                    ${figure(grouping.ari)}`,
    `best-overlap F1, macro ${figure(grouping.bestOverlapF1)}`,
    `root cause top-1       ${figure(score.rootTop1)}`,
    `root cause top-3       ${figure(score.rootTop3)}`,
    `priority               ${figure(score.priorityHits)}`,
    `major                  ${figure(score.majorHits)}`,
    `category               ${figure(score.categoryHits)}`,
    `tickets                ${String(score.tickets)} (${figure(score.ticketsPerTrueIncident)} per true incident)`,
    '',
    ...incidents.map(verdictLine),
    ...extras.map(({ number, kind, why }) => `besides: ${number} ${kind}${why === '' ? '' : ` (${why})`}`),
    ...violations.map((violation) => `VIOLATION: ${violation}`),
  ];
  return `${lines.join('\n')}\n`;
}

function figure(value: number): string {
  return value.toFixed(3);
}

function verdictLine(verdict: Verdict): string {
  const { id, title, members, found, f1, tickets } = verdict;
  const wrong = (['rootTop1', 'priority', 'major', 'category'] as const).filter((what) => !verdict[what]);
  const outcome = wrong.length === 0 ? 'all right' : `wrong: ${wrong.join(', ')}`;
  const match = found === null ? 'not found' : `${found.number}, F1 ${figure(f1)}`;
  return `${id} ${title} – ${String(members)} alerts, ${match}, ${String(tickets)} tickets, ${outcome}`;
}
