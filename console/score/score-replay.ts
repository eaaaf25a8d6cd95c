// Scores what a replay found against the labels: grouping, root cause, priority, major, tickets, and what opened in vain.
import { judgeExtras, type Extra } from './extras.ts';
import type { Found } from './found.ts';
import { mean, scoreGrouping, type Grouping } from './grouping.ts';
import { labelAlerts } from './label-alerts.ts';
import type { Truth } from './truth.ts';
import { judgeIncident, type Verdict } from './verdict.ts';

export interface Score {
  readonly grouping: Grouping;
  /** Shares of the true incidents, 0–1. */
  readonly rootTop1: number;
  readonly rootTop3: number;
  readonly priorityHits: number;
  readonly majorHits: number;
  readonly categoryHits: number;
  /** Distinct tickets created, all of them. */
  readonly tickets: number;
  readonly ticketsPerTrueIncident: number;
  readonly incidents: readonly Verdict[];
  readonly extras: readonly Extra[];
  /** What the labels forbid, in words; empty: nothing. */
  readonly violations: readonly string[];
}

export function scoreReplay(found: Found, truth: Truth): Score {
  const labelled = labelAlerts(found.alerts, truth);
  const incidents = truth.incidents.map((wanted) => judgeIncident(wanted, found, labelled));
  const share = (holds: (verdict: Verdict) => boolean): number => mean(incidents.map((one) => (holds(one) ? 1 : 0)));
  const extras = judgeExtras(truth, found, labelled);
  const tickets = new Set(found.tickets.filter(({ op }) => op === 'open').map(({ key }) => key)).size;
  return {
    grouping: scoreGrouping(
      labelled,
      truth.incidents.map(({ id }) => id),
    ),
    rootTop1: share(({ rootTop1 }) => rootTop1),
    rootTop3: share(({ rootTop3 }) => rootTop3),
    priorityHits: share(({ priority }) => priority),
    majorHits: share(({ major }) => major),
    categoryHits: share(({ category }) => category),
    tickets,
    ticketsPerTrueIncident: truth.incidents.length === 0 ? 0 : tickets / truth.incidents.length,
    incidents,
    extras,
    violations: violationsOf(extras, tickets, truth.maxTickets),
  };
}

function violationsOf(extras: readonly Extra[], tickets: number, maxTickets: number | undefined): string[] {
  const opened = extras.flatMap(({ number, kind, why }) => {
    if (kind === 'forbidden') return [`${number} must not open: ${why}`];
    return kind === 'unexpected' ? [`${number} answers to no label`] : [];
  });
  const tooMany = maxTickets !== undefined && tickets > maxTickets;
  return tooMany ? [...opened, `${String(tickets)} tickets, at most ${String(maxTickets)}`] : opened;
}
