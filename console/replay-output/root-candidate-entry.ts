// A root candidate in the members of incidents.json.
import type { RootCandidate } from '../../domain/incident.ts';
import { explainedAlerts } from '../reading/explained-alerts.ts';
import type { MemberBrief } from './replay-rows.ts';

export function rootCandidateEntry(candidate: RootCandidate, briefs: readonly MemberBrief[]) {
  const { ci, score, against } = candidate;
  return { ci, score, explains: explainedAlerts(candidate, briefs), against };
}
