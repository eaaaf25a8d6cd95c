// Reads from an incident what failed and how: the root CI, and the kind of trouble that it told of.
import type { Incident, Quote } from '../../domain/incident.ts';
import type { Failure } from '../../domain/problem.ts';
import { symptomKind } from '../../domain/symptom-kind.ts';

const gravity = { down: 0, degraded: 1, 'at-risk': 2, informs: 3 } as const;

function gravest(quotes: readonly Quote[]): Quote | undefined {
  return [...quotes].sort((a, b) => gravity[a.effect] - gravity[b.effect] || a.at - b.at)[0];
}

/** Null while the cause is unknown or unclear. A root that says nothing of itself does not answer. */
export function failureOf({ rootCandidates, rootClear }: Incident): Failure | null {
  const [root] = rootCandidates;
  if (root === undefined || !rootClear) return null;
  const { ci, ciName, ciClass } = root;
  const quote = gravest(root.ownAlerts);
  return { ci, ciName, ciClass, kind: quote === undefined ? 'reachability' : symptomKind(quote.name, quote.message) };
}

export function failureKey(tenant: string, { ci, kind }: Pick<Failure, 'ci' | 'kind'>): string {
  return `${tenant}/${kind}/${ci}`;
}
