// The latest decision of each reason: what the "why" beside a statement opens.
import type { DecisionRow } from '../api/shapes.ts';

export type LatestDecisions = ReadonlyMap<DecisionRow['reason'], string>;

export function latestDecisions(decisions: readonly DecisionRow[]): LatestDecisions {
  const latest = new Map<DecisionRow['reason'], DecisionRow>();
  for (const decision of decisions) {
    const known = latest.get(decision.reason);
    if (known === undefined || Date.parse(known.at) <= Date.parse(decision.at)) latest.set(decision.reason, decision);
  }
  return new Map([...latest].map(([reason, decision]) => [reason, decision.id]));
}
