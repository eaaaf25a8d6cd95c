// What becomes of a problem, as a decision: proposed, opened, linked, closed, declined.
import type { Decision, Reason } from '../../domain/decision.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ProblemAct } from './decide-problem.ts';
import type { ProblemRow } from './problem-row.ts';

export interface ProblemMoment {
  readonly now: number;
  readonly policy: Policy;
}

/** Something became of a problem. */
export interface ProblemTurn {
  readonly act: Exclude<ProblemAct, 'none'> | 'close' | 'decline';
  readonly row: ProblemRow;
  readonly decisions: readonly Decision[];
  /** The incident that gave reason to it; null: people did. */
  readonly incident: string | null;
}

export interface Turning {
  readonly row: ProblemRow;
  readonly act: ProblemTurn['act'];
  readonly by: string;
  readonly why: string;
  readonly incident: string | null;
}

const reasonOf: Readonly<Record<ProblemTurn['act'], Reason>> = {
  propose: 'problem-proposed',
  open: 'problem-opened',
  link: 'problem-linked',
  reopen: 'problem-reopened',
  close: 'problem-closed',
  decline: 'problem-declined',
};

export function turnProblem({ row, act, by, why, incident }: Turning, { now, policy }: ProblemMoment): ProblemTurn {
  const problem = turned(row.problem, act, { by, now });
  const subject = incident === null ? { type: 'problem' as const, id: problem.id } : incidentSubject(incident);
  const { ci, kind, ciName } = problem.failure;
  const counted = { count: problem.count, incidents: policy.problems.incidents, withinMs: policy.problems.withinMs };
  const failed = { problem: problem.number, ci, name: ciName, kind };
  const evidence = { ...failed, ...counted, mode: policy.problems.mode, by, why };
  const id = `B${problem.id}.${String(problem.count)}.${act}.${String(now)}`;
  const decision: Decision = { id, at: now, subject, outcome: act, reason: reasonOf[act], evidence };
  return { act, row: { ...row, problem }, decisions: [decision], incident };
}

function incidentSubject(id: string): Decision['subject'] {
  return { type: 'incident', id };
}

function turned(problem: Problem, act: ProblemTurn['act'], { by, now }: { by: string; now: number }): Problem {
  switch (act) {
    case 'open':
    case 'reopen':
      return { ...problem, state: 'open', openedAt: problem.openedAt ?? now, closedAt: null, by };
    case 'close':
      return { ...problem, state: 'closed', closedAt: now, by };
    case 'decline':
      return { ...problem, state: 'declined', closedAt: now, by };
    default:
      return problem;
  }
}
