// Which of an incident's alerts a root candidate explains: those on the CIs that it explains.
import type { RootCandidate } from '../../domain/incident.ts';

export function explainedAlerts(
  candidate: Pick<RootCandidate, 'explainsCis'>,
  alerts: readonly { readonly id: string; readonly binding: { readonly ci: string } | null }[],
): string[] {
  const cis = new Set(candidate.explainsCis);
  return alerts.filter(({ binding }) => binding !== null && cis.has(binding.ci)).map(({ id }) => id);
}
