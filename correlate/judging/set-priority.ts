// Urgency, and the priority that the matrix gives for it and the impact, with the caps that policy sets and a major's floor.
import { isFlagged } from '../../domain/flags.ts';
import type { Incident, Level, Priority } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { IncidentRules } from '../rules/incident-rules.ts';
import type { Impact } from './assess-impact.ts';

export interface UrgencyQuestion {
  readonly impact: Impact;
  /** The most critical CI hit, for incidents that hit no service. */
  readonly ci: { readonly name: string; readonly criticality: string } | null;
}

export interface Urgency {
  readonly level: Level;
  readonly because: Incident['urgencyBecause'];
}

const levels: readonly Level[] = ['high', 'medium', 'low'];
const levelOfCriticality: Readonly<Record<string, Level>> = {
  critical: 'high',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/** Criticality of the most critical service hit, else of the CI; one step lower outside hours or with redundancy left. */
export function assessUrgency({ impact, ci }: UrgencyQuestion): Urgency {
  const service = mostCritical(impact.services);
  const of = service === undefined ? 'ci' : 'service';
  const named = service ?? ci ?? { name: '', criticality: 'medium' };
  const level = levelOfCriticality[named.criticality] ?? 'medium';
  const lowered =
    service !== undefined && !service.inHours ? 'outside-hours' : impact.redundancyLeft ? 'redundancy-left' : null;
  return {
    level: lowered === null ? level : (levels[Math.min(2, levels.indexOf(level) + 1)] ?? 'low'),
    because: { of, name: named.name, criticality: named.criticality, lowered },
  };
}

const order = ['critical', 'high', 'medium', 'low'];

/** Hours count for the choice: a critical service in its hours comes before one outside them. */
function mostCritical(services: Impact['services']): Impact['services'][number] | undefined {
  return [...services].sort(
    (a, b) =>
      order.indexOf(a.criticality) - order.indexOf(b.criticality) ||
      Number(b.inHours) - Number(a.inHours) ||
      (a.id < b.id ? -1 : 1),
  )[0];
}

export interface PriorityQuestion {
  readonly policy: Policy;
  readonly impact: Level;
  readonly urgency: Level;
  readonly onlyUnknown: boolean;
  readonly onlyAtRisk: boolean;
  readonly isProduction: boolean;
  readonly rules: Pick<IncidentRules, 'atBest' | 'atWorst'>;
}

export interface PriorityAnswer {
  readonly priority: Priority;
  readonly cap: Incident['priorityCap'];
  /** The rule that set it, where cap is `rule`. */
  readonly rule: string | null;
}

/** Matrix, then the strictest cap: unknown syslog and not production P4, at-risk only P3 (policy-defaults); then the site's rules. */
export function setPriority(question: PriorityQuestion): PriorityAnswer {
  return byRules(question, byMatrix(question));
}

/** The same while a major is declared: it is worked on as such, unless a rule of the site says otherwise. */
export function setPriorityOfMajor(question: PriorityQuestion): PriorityAnswer {
  const answer = byMatrix(question);
  const least = question.policy.major.priorityAtLeast;
  if (answer.priority <= least || !isFlagged(question.policy, 'major-priority')) return byRules(question, answer);
  return byRules(question, { priority: least as Priority, cap: 'major', rule: null });
}

function byRules(question: PriorityQuestion, answer: PriorityAnswer): PriorityAnswer {
  const { atBest, atWorst } = question.rules;
  const ruled =
    atBest !== null && answer.priority < atBest.value
      ? atBest
      : atWorst !== null && answer.priority > atWorst.value
        ? atWorst
        : null;
  return ruled === null ? answer : { priority: ruled.value as Priority, cap: 'rule', rule: ruled.rule };
}

function byMatrix(question: PriorityQuestion): PriorityAnswer {
  const { matrix } = question.policy;
  const cell = priorityIn(matrix, rowOf(question.impact, matrix.length), rowOf(question.urgency, matrix.length));
  const [best, cap] = strictestCap(question);
  return cell >= best
    ? { priority: cell as Priority, cap: null, rule: null }
    : { priority: best as Priority, cap, rule: null };
}

/** Row and column from the highest, 0. */
export function priorityIn(matrix: Policy['matrix'], impact: number, urgency: number): number {
  return matrix[impact]?.[urgency] ?? 5;
}

/** A site's matrix may know more levels than our three: ours are then its highest, its middle and its lowest. */
function rowOf(level: Level, size: number): number {
  return Math.floor((levels.indexOf(level) * (size - 1)) / 2);
}

function strictestCap(question: PriorityQuestion): [number, Incident['priorityCap']] {
  if (!question.isProduction) return [4, 'not-production'];
  if (question.onlyUnknown) return [4, 'unknown-syslog'];
  return question.onlyAtRisk ? [3, 'at-risk'] : [1, null];
}
