// Decides how bad a source's word is in ours.
import type { Severity } from '../domain/severity.ts';
import type { SourceProfile } from './source.ts';

/** The words people put into a `severity` label, from public Prometheus rules. */
const severityWords: ReadonlyMap<string, Severity> = new Map<string, Severity>([
  ['critical', 'critical'],
  ['page', 'critical'],
  ['disaster', 'critical'],
  ['emergency', 'critical'],
  ['fatal', 'critical'],
  ['error', 'high'],
  ['major', 'high'],
  ['high', 'high'],
  ['warning', 'warning'],
  ['warn', 'warning'],
  ['average', 'warning'],
  ['minor', 'warning'],
  ['info', 'info'],
  ['information', 'info'],
  ['none', 'info'],
]);

/** First of the words that the profile or the map knows; a word that neither knows is worth looking at: warning. */
export function severityOf(
  words: readonly (string | null | undefined)[],
  profile: SourceProfile,
  known: ReadonlyMap<string, Severity> = severityWords,
): Severity {
  const spoken = words.flatMap((word) => (word ? [word.trim().toLowerCase()] : []));
  const own = spoken.map((word) => profile.severities.get(word)).find((severity) => severity !== undefined);
  return own ?? spoken.map((word) => known.get(word)).find((severity) => severity !== undefined) ?? 'warning';
}
