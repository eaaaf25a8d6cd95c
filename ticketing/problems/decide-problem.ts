// Decides what an incident that came back means: nothing, one more of a known problem, or a problem to propose or open. Pure.
import type { Policy } from '../../domain/policy.ts';
import type { Problem } from '../../domain/problem.ts';

export type ProblemAct =
  | 'none'
  /** A new problem, for a person to open. */
  | 'propose'
  | 'open'
  /** One more incident of a problem that is known. */
  | 'link'
  | 'reopen';

export interface Recurrence {
  /** The problem with this failure, if any was known before. */
  readonly known: Pick<Problem, 'state' | 'closedAt'> | undefined;
  /** When its incidents of the last `withinMs` began, this one among them. */
  readonly times: readonly number[];
  readonly now: number;
  readonly policy: Policy['problems'];
}

function anew({ known, times, policy: { mode, incidents } }: Recurrence): ProblemAct {
  // What was closed or declined is not held against what comes later.
  const counted = times.filter((at) => at >= (known?.closedAt ?? -Infinity));
  if (counted.length < incidents) return 'none';
  return mode === 'open' ? 'open' : 'propose';
}

/** Exactly one problem per failure lives at a time. */
export function decideProblem(recurrence: Recurrence): ProblemAct {
  const { known, now, policy } = recurrence;
  if (policy.mode === 'off') return 'none';
  if (known === undefined) return anew(recurrence);
  if (known.state === 'proposed' || known.state === 'open') return 'link';
  const isRecent = known.closedAt !== null && now - known.closedAt <= policy.withinMs;
  if (known.state === 'closed' && policy.afterClosed === 'reopen' && isRecent) return 'reopen';
  return anew(recurrence);
}
